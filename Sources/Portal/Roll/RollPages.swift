import Domain
import Foundation
import Hummingbird
import Law
import Primitives
import Records
import Store
import WebSupport

/// The roll of honour as the public sees it: search first, then the latest entries; and one entry for itself.
struct RollPages: Sendable {
    static let pageLength = 20
    static let longestSearch = 100

    let site: PortalSite

    func addRoutes(to router: Router<SiteContext>) {
        router.on(.roll) { request, context in
            let query = FormData(encoded: request.uri.query ?? "")
            let typed = String(VietnameseText.tidied(query["q"]).prefix(Self.longestSearch))
            let before = Int(query["truoc"])
            if !typed.isEmpty || before != nil,
                let refusal = site.searchBrake?.refusal(request, context, site: site, current: .roll)
            {
                return refusal
            }
            let page = try await site.store.read { tx in
                try RollPage.load(typed: typed, before: before, length: Self.pageLength, in: tx)
            }
            return site.answer(
                site.layout(
                    .roll, title: typed.isEmpty ? "Bảng vàng" : "Tìm “\(typed)”",
                    description: "Tra cứu cá nhân, tập thể, hộ gia đình được khen thưởng.",
                    main: page.html(awardName: site.awardName)))
        }
        router.on(.rollEntry) { _, context in
            guard let text = context.parameters.get("id"), let id = ID<Commendation>(parsing: text),
                let entry = try await site.store.read({ tx in try RollRecords.entry(id, in: tx) })
            else { throw Problem.notFound("mục này trong Bảng vàng") }
            let page = RollEntryPage(entry: entry, award: site.awardName(entry.code))
            return site.answer(
                site.layout(.roll, title: entry.recipientName, description: page.description, main: page.html))
        }
    }
}

/// A page of the roll: the latest entries, or what a search found.
struct RollPage: Sendable {
    let typed: String
    let lines: [RollLine]
    let isFirst: Bool
    /// Where the next page begins; `nil` on the last.
    let next: Int?
    /// The search had too few letters to be made.
    let isTooShort: Bool

    static func load(typed: String, before: Int?, length: Int, in tx: any ReadTransaction) throws -> RollPage {
        if !typed.isEmpty, VietnameseText.searchPatterns(typed).isEmpty {
            return RollPage(typed: typed, lines: [], isFirst: true, next: nil, isTooShort: true)
        }
        // One more than is shown tells whether there is a next page.
        var lines = try RollRecords.page(typed: typed, before: before, limit: length + 1, in: tx)
        let hasMore = lines.count > length
        if hasMore { lines.removeLast() }
        return RollPage(
            typed: typed, lines: lines, isFirst: before == nil, next: hasMore ? lines.last?.position : nil,
            isTooShort: false)
    }

    func html(awardName: (CatalogueCode) -> String) -> HTML {
        """
        \(if: isTooShort, ErrorSummary(problems: [], message: Self.tooShort).html)
        <section class="hero" aria-labelledby="bang-vang"><h1 id="bang-vang">Bảng vàng thi đua, khen thưởng</h1>
        <p>Gõ tên người hoặc tập thể được khen thưởng, có dấu hay không dấu đều được.</p>
        \(SearchBar(
            action: Route.roll.path(), value: typed, label: "Tên, đơn vị, danh hiệu hoặc số quyết định",
            hint: "Ví dụ: nguyen thi dao").html)
        </section>
        \(if: !isTooShort, found(awardName))
        """
    }

    static let tooShort = "Từ cần tìm quá ngắn. Gõ ít nhất ba chữ cái, ví dụ cả họ và tên, rồi tìm lại."

    private func found(_ awardName: (CatalogueCode) -> String) -> HTML {
        if lines.isEmpty { return "\(empty.html)\(startAgain)" }
        let heading = !typed.isEmpty ? "Kết quả tìm “\(typed)”" : isFirst ? "Mới nhất" : "Trước đó"
        return """
            <h2>\(heading)</h2>
            <ol class="roll">\(each: lines, { "<li>\(Self.entry($0, awardName).html)</li>" })</ol>
            \(pager)\(startAgain)
            """
    }

    private var empty: EmptyState {
        if typed.isEmpty {
            return EmptyState(
                title: isFirst ? "Bảng vàng chưa có mục nào" : "Đã hết danh sách",
                hint: isFirst
                    ? "Quyết định khen thưởng sau khi ban hành sẽ hiện ở đây."
                    : "Quay về đầu danh sách để xem các mục mới nhất.")
        }
        return EmptyState(
            title: isFirst ? "Không tìm thấy “\(typed)”" : "Đã hết kết quả",
            hint: "Kiểm tra lại chính tả, hoặc gõ ít chữ hơn: chỉ tên người, tên đơn vị hoặc số quyết định.")
    }

    private var pager: HTML? {
        guard let next else { return nil }
        return Pager(nextHref: address(before: next)).html
    }

    private var startAgain: HTML? {
        if isFirst { return nil }
        return "<p>\(Link(label: "Về đầu danh sách", href: address(before: nil)).html)</p>"
    }

    private func address(before: Int?) -> String {
        var fields: [String] = []
        if !typed.isEmpty {
            fields.append("q=" + (typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""))
        }
        if let before { fields.append("truoc=\(before)") }
        return Route.roll.path() + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
    }

    private static func entry(_ line: RollLine, _ awardName: (CatalogueCode) -> String) -> HonourEntry {
        var place = [String]()
        if line.subject == .individual, !line.recipientDetail.isEmpty { place.append(line.recipientDetail) }
        if !line.unitName.isEmpty, line.unitName != line.recipientName { place.append(line.unitName) }
        return HonourEntry(
            name: line.recipientName, award: "\(awardName(line.code)), năm \(line.year)",
            detail: (place.isEmpty ? [] : [place.joined(separator: ", ")]) + [
                "Quyết định số \(line.decisionNumber) ngày \(line.decidedOn.written) · \(line.issuer)"
            ],
            status: line.revokedOn == nil ? nil : Standing.revoked, href: Route.rollEntry.path(line.id))
    }
}

/// Whether an entry still counts, as sign and word.
enum Standing {
    // Not red: red is for errors and lateness.
    static let revoked = StatusTag(label: "Đã bị hủy bỏ", tone: .neutral)
    static let valid = StatusTag(label: "Có hiệu lực", tone: .good)
}

/// One entry, to be read and printed as an honour. It shows nothing of the person but name, post and unit.
struct RollEntryPage: Sendable {
    let entry: Commendation
    let award: String

    var description: String {
        "\(entry.recipientName): \(award) năm \(entry.year), Quyết định số \(entry.decisionNumber)."
    }

    var html: HTML {
        """
        <article class="honour">
        <p class="award"><span class="sign" aria-hidden="true">★</span>\(award)</p>
        <h1>\(entry.recipientName)</h1>
        \(some: place, { "<p>\($0)</p>" })
        \(if: !entry.achievement.isEmpty, "<p>\(entry.achievement)</p>")
        \(standing)
        \(DefinitionList(items: particulars).html)
        </article>
        <p class="back">\(Link(label: "Về Bảng vàng", href: Route.roll.path()).html)</p>
        """
    }

    private var place: String? {
        var parts: [String] = []
        // What stands there for a household may be its address.
        if entry.subject == .individual, !entry.recipientDetail.isEmpty { parts.append(entry.recipientDetail) }
        if !entry.unitName.isEmpty, entry.unitName != entry.recipientName { parts.append(entry.unitName) }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private var standing: HTML? {
        guard let day = entry.revokedOn else { return nil }
        return "<p>\(Standing.revoked.html) từ ngày \(day.written)\(basis)</p>"
    }

    private var basis: String {
        entry.revocationNumber.map { " theo Quyết định số \($0)" } ?? ""
    }

    private var particulars: [Definition] {
        [
            Definition(term: "Quyết định", detail: "Số \(entry.decisionNumber) ngày \(entry.decidedOn.written)"),
            Definition(term: "Người ký ban hành", detail: "\(entry.issuer)"),
            Definition(term: "Năm xét khen thưởng", detail: "\(entry.year)"),
            Definition(term: "Loại hình", detail: "\(entry.category.name)"),
            Definition(term: "Đối tượng", detail: "\(entry.subject.name)"),
        ]
    }
}
