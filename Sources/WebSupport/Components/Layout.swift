import Primitives

/// One entry of a menu.
public struct NavigationItem: Sendable {
    public var label: String
    public var href: String
    /// More than this is told as "99+".
    public static let largestCount = 99

    /// How many things wait behind the entry; zero and `nil` show nothing.
    public var count: Int?
    public var isCurrent: Bool

    public init(label: String, href: String, count: Int? = nil, isCurrent: Bool = false) {
        self.label = label
        self.href = href
        self.count = count
        self.isCurrent = isCurrent
    }

    /// A list item with its link.
    public var html: HTML {
        """
        <li><a href="\(href)"\(if: isCurrent, " aria-current=\"page\"")><span>\(label)</span>\(badge)</a></li>
        """
    }

    private var badge: HTML? {
        guard let count, count > 0 else { return nil }
        return " <span class=\"count\">\(count > Self.largestCount ? "\(Self.largestCount)+" : "\(count)")</span>"
    }
}

/// Entries of the officials' menu that belong together.
public struct NavigationGroup: Sendable {
    public var title: String?
    public var items: [NavigationItem]

    public init(title: String?, items: [NavigationItem]) {
        self.title = title
        self.items = items
    }

    public var html: HTML {
        guard let title else { return "<ul>\(each: items, { $0.html })</ul>" }
        return "<p class=\"group-title\">\(title)</p><ul>\(each: items, { $0.html })</ul>"
    }
}

/// Says on every page that the data are made up and which clock rules.
public struct DemoBanner: Sendable {
    public var text: String

    public init(text: String) { self.text = text }

    public var html: HTML { "<aside class=\"demo\" aria-label=\"Trình diễn\"><p>\(text)</p></aside>" }
}

/// What the last action did, shown once on the page that follows it.
public struct Flash: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case done, warning, failed
    }

    public var kind: Kind
    public var message: String

    public init(kind: Kind, message: String) {
        self.kind = kind
        self.message = message
    }

    public var html: HTML {
        switch kind {
        case .done: row(tone: .good, word: "Đã xong", role: "status")
        case .warning: row(tone: .warning, word: "Lưu ý", role: "status")
        case .failed: row(tone: .bad, word: "Chưa được", role: "alert")
        }
    }

    private func row(tone: Tone, word: String, role: String) -> HTML {
        """
        <div class="flash \(tone.rawValue)" role="\(role)"><span class="sign" aria-hidden="true">\(tone.sign)</span>\
        <p><strong>\(word).</strong> \(message)</p></div>
        """
    }
}

/// What both layouts share: the head of the page and its frame.
enum PageFrame {
    static func page(title: String, description: String? = nil, bodyClass: HTML, body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="vi">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>
        <title>\(title) · Bảng Vàng</title>
        \(descriptionTag(description))\(icon)
        <link rel="stylesheet" href="\(Assets.path("app.css"))">
        <script src="\(Assets.path("vendor/htmx.min.js"))" defer></script>
        <script src="\(Assets.path("app.js"))" defer></script>
        </head>
        <body class="\(bodyClass)">
        <a class="skip" href="#main">Đến nội dung chính</a>
        \(body)
        </body>
        </html>
        """
    }

    static func main(_ content: HTML, flash: Flash?) -> HTML {
        "<main id=\"main\" tabindex=\"-1\">\(flash?.html)\(content)</main>"
    }

    private static func descriptionTag(_ description: String?) -> HTML? {
        guard let description else { return nil }
        return "<meta name=\"description\" content=\"\(description)\">\n"
    }

    /// Opens what follows it. It has no content of its own: the style sheet shows the next element while it is open, and
    /// always on a desk, so that one menu serves desk and phone without a script.
    static func foldSwitch(_ label: HTML, mark: HTML = "") -> HTML {
        "<details class=\"fold-switch\(mark)\"><summary>\(label)</summary></details>"
    }

    /// The same sign for the browser's tab, inside the address so that nothing has to be fetched.
    private static let icon: HTML = """
        <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect \
        width='32' height='32' rx='5' fill='%2313294f'/%3E%3Cpath fill='%23e3c069' d='M16 6l3 6.6 7.2.8-5.4 4.8 1.5 7.1L16 \
        21.7l-6.3 3.6 1.5-7.1-5.4-4.8 7.2-.8z'/%3E%3C/svg%3E">
        """

    /// The sign of the house: a star on a board.
    static let mark: HTML = """
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">\
        <rect x="2.5" y="2.5" width="27" height="27" rx="4" fill="none" stroke="currentColor" stroke-width="2"/>\
        <path d="M16 7.2l2.6 5.7 6.2.7-4.6 4.2 1.3 6.1L16 20.8l-5.5 3.1 1.3-6.1-4.6-4.2 6.2-.7z" fill="currentColor"/></svg>
        """
}

/// A page for officials: the menu at the left on a desk, behind a button at the top on a phone.
public struct StaffLayout: Sendable {
    public var title: String
    public var navigation: [NavigationGroup]
    public var accountName: String
    /// The role in which the person works now, in words.
    public var accountRole: String
    public var ownAccountHref: String
    public var isOwnAccount: Bool
    public var signOutAction: String
    public var csrfToken: String
    public var flash: Flash?
    public var demo: DemoBanner?
    public var main: HTML
    /// Where one turns when the page does not help.
    public var help: Link?

    public init(
        title: String, navigation: [NavigationGroup], accountName: String, accountRole: String,
        ownAccountHref: String = Route.ownAccount.path(), isOwnAccount: Bool = false, signOutAction: String,
        csrfToken: String, flash: Flash? = nil, demo: DemoBanner? = nil, main: HTML, help: Link? = nil
    ) {
        self.title = title
        self.navigation = navigation
        self.accountName = accountName
        self.accountRole = accountRole
        self.ownAccountHref = ownAccountHref
        self.isOwnAccount = isOwnAccount
        self.signOutAction = signOutAction
        self.csrfToken = csrfToken
        self.flash = flash
        self.demo = demo
        self.main = main
        self.help = help
    }

    /// The whole page.
    public var html: HTML {
        PageFrame.page(
            title: title, bodyClass: "staff",
            body: """
                <header class="side">
                <a class="brand" href="/">\(PageFrame.mark)<span>Bảng Vàng</span></a>
                \(PageFrame.foldSwitch("Trình đơn"))
                <div class="side-body">
                <nav aria-label="Chính">\(each: navigation, { $0.html })</nav>
                <div class="account"><p><strong>\(accountName)</strong><br>\(accountRole)</p>
                <p><a href="\(ownAccountHref)"\(if: isOwnAccount, " aria-current=\"page\"")>Tài khoản của tôi</a></p>
                <form method="post" action="\(signOutAction)" data-sign-out>\
                <input type="hidden" name="_csrf" value="\(csrfToken)">\
                <button class="button on-navy" type="submit">Đăng xuất</button></form></div>
                </div>
                </header>
                <div class="stage">
                \(demo?.html)
                \(PageFrame.main(main, flash: flash))
                \(some: help, { "<footer class=\"page-help no-print\"><p>\($0.html)</p></footer>" })
                </div>
                """)
    }
}

/// The menu of public pages, also on pages that tell of an error.
public enum PublicNavigation {
    public static func items(current: Route?) -> [NavigationItem] {
        let entries: [(String, Route)] = [
            ("Bảng vàng", .roll), ("Phong trào", .publicMovements), ("Kiểm tra bằng", .certificateCheck),
            ("Lịch", .publicCalendar),
        ]
        return entries.map { label, route in
            NavigationItem(label: label, href: route.path(), isCurrent: route == current)
        }
    }
}

/// A public page: the menu in a bar at the top on a desk, at the bottom on a phone.
public struct PortalLayout: Sendable {
    public var title: String
    /// One sentence for search engines.
    public var description: String?
    public var navigation: [NavigationItem]
    public var flash: Flash?
    public var demo: DemoBanner?
    public var main: HTML
    public var staffHref: String

    public init(
        title: String, description: String? = nil, navigation: [NavigationItem], flash: Flash? = nil,
        demo: DemoBanner? = nil, main: HTML, staffHref: String = "/dang-nhap"
    ) {
        self.title = title
        self.description = description
        self.navigation = navigation
        self.flash = flash
        self.demo = demo
        self.main = main
        self.staffHref = staffHref
    }

    /// The whole page.
    public var html: HTML {
        PageFrame.page(
            title: title, description: description, bodyClass: "portal",
            body: """
                \(demo?.html)
                <header class="top">
                <a class="brand" href="/">\(PageFrame.mark)<span>Bảng Vàng</span></a>
                \(menu)
                </header>
                \(PageFrame.main(main, flash: flash))
                <footer class="foot"><p>Bảng Vàng: tra cứu thi đua, khen thưởng.</p>
                <p><a href="\(staffHref)">Dành cho cán bộ: đăng nhập</a></p></footer>
                """)
    }

    /// How many entries find room beside the switch at 360 px.
    private static let entriesOnPhone = 3

    private var menu: HTML {
        if navigation.isEmpty { return "" }
        let first = navigation.prefix(Self.entriesOnPhone)
        let rest = navigation.dropFirst(Self.entriesOnPhone)
        return """
            <nav class="bar" aria-label="Chính"><ul>\(each: first, { $0.html })</ul>\
            \(if: !rest.isEmpty, more(Array(rest)))</nav>
            """
    }

    private func more(_ rest: [NavigationItem]) -> HTML {
        let mark: HTML = rest.contains(where: \.isCurrent) ? " has-current" : ""
        return """
            \(PageFrame.foldSwitch("Thêm", mark: mark))<ul>\(each: rest, { $0.html })</ul>
            """
    }
}
