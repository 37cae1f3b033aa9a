import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// *Văn bản, quán triệt*: what the person is to read, what came to their units, what their side has sent.
struct DirectiveListPage {
    static let limit = 50

    let view: DirectiveView
    let views: [DirectiveView]
    let mayDraft: Bool
    let hasPerson: Bool
    let today: CivilDate
    let own: [OwnReadingLine]
    let received: [OpenDeliveryLine]
    let sent: [DirectiveLine]
    let isContinued: Bool

    static func load(_ visit: Visit, _ tx: any ReadTransaction) throws -> DirectiveListPage {
        let actor = visit.actor
        let person = try DirectiveReaderRecords.person(of: actor.accountID, in: tx)
        var views: [DirectiveView] = []
        if actor.isAny(of: .unitOfficer, .unitHead) { views.append(.units) }
        if actor.isAny(of: .specialist, .leader, .chairman, .inspector, .unitOfficer, .unitHead) { views.append(.sent) }
        if person != nil || views.isEmpty { views.insert(.own, at: views.contains(.units) ? 1 : 0) }
        let view = views.first { $0.key == visit.query["xem"] } ?? views[0]
        let after = visit.query["sau"].split(separator: "_").map(String.init)
        var own: [OwnReadingLine] = []
        var received: [OpenDeliveryLine] = []
        var sent: [DirectiveLine] = []
        switch view {
        case .own:
            let place = after.count == 2 ? (isAcknowledged: after[0] == "1", id: after[1]) : nil
            own =
                try person.map { try DirectiveReaderRecords.page(for: $0, after: place, limit: limit + 1, in: tx) }
                ?? []
        case .units:
            var place: (progress: Int, at: Instant, id: String)?
            if after.count == 3, let progress = Int(after[0]), let at = Instant(iso: after[1]) {
                place = (progress, at, after[2])
            }
            received = try DirectiveDeliveryRecords.received(by: actor, after: place, limit: limit + 1, in: tx)
        case .sent:
            sent = try DirectiveRecords.sent(
                for: actor, before: PageCursor(visit.query["sau"])?.place, limit: limit + 1, in: tx)
        }
        return DirectiveListPage(
            view: view, views: views, mayDraft: try !Gate.sendingUnits(actor, in: tx).isEmpty, hasPerson: person != nil,
            today: tx.today, own: own, received: received, sent: sent, isContinued: !visit.query["sau"].isEmpty)
    }

    var page: StaffPage {
        let tabs = views.map { NavigationItem(label: $0.label, href: DirectiveLinks.list($0), isCurrent: $0 == view) }
        let action: HTML = mayDraft ? LinkButton(label: "Soạn văn bản", href: Route.newDirective.path()).html : ""
        return StaffPage(
            title: "Văn bản, quán triệt", section: .directives,
            main: """
                \(PageHead(title: "Văn bản, quán triệt", actions: action).html)
                \(if: tabs.count > 1, FilterTabs(items: tabs).html)
                \(table.html)
                """)
    }

    private var table: Table {
        switch view {
        case .own: ownTable
        case .units: receivedTable
        case .sent: sentTable
        }
    }

    private func pager(_ next: String?) -> Pager? {
        guard next != nil || isContinued else { return nil }
        return Pager(
            nextHref: next.map { address(Route.directives.path(), [("xem", view.key), ("sau", $0)]) },
            previousHref: isContinued ? DirectiveLinks.list(view) : nil)
    }

    private func due(_ day: CivilDate?, isOpen: Bool) -> HTML {
        guard let day else { return "–" }
        return isOpen ? DeadlineBadge(due: day, today: today).html : "\(day.written)"
    }

    private var ownTable: Table {
        let lines = own.prefix(Self.limit)
        let next =
            own.count > Self.limit
            ? lines.last.map { "\($0.acknowledgedAt == nil ? 0 : 1)_\($0.directiveID)" } : nil
        return Table(
            caption: "Văn bản tôi cần đọc: chưa đọc đứng trước", showsCaption: false,
            columns: [
                Column(label: "Văn bản", isMain: true), Column(label: "Nơi gửi"), Column(label: "Hạn"),
                Column(label: "Tình trạng"),
            ],
            rows: lines.map { line in
                let isOpen = line.acknowledgedAt == nil && line.state == .sent
                let status: StatusTag =
                    line.state == .withdrawn
                    ? StatusTag(directive: .withdrawn)
                    : isOpen ? StatusTag(label: "Chưa đọc", tone: .warning) : StatusTag(label: "Đã đọc", tone: .good)
                return TableRow(cells: [
                    name(line.title, line.number, Route.directive.path(line.directiveID)), "\(line.senderName)",
                    due(line.dueOn, isOpen: isOpen),
                    "\(status.html)\(some: line.acknowledgedAt, { " <span class=\"muted\">\($0.written)</span>" })",
                ])
            },
            empty: hasPerson
                ? EmptyState(
                    title: "Chưa có văn bản nào gửi đến anh/chị",
                    hint: "Khi đơn vị phổ biến văn bản đến anh/chị, văn bản hiện ở đây để đọc và xác nhận.")
                : EmptyState(
                    title: "Tài khoản chưa gắn với hồ sơ cá nhân",
                    hint:
                        "Liên hệ quản trị hệ thống để gắn tài khoản với hồ sơ của anh/chị; sau đó văn bản được phổ biến sẽ hiện ở đây."
                ), pager: pager(next))
    }

    private func name(_ title: String, _ number: String, _ href: String) -> HTML {
        "\(Link(label: title, href: href).html)\(if: !number.isEmpty, " <span class=\"muted\">\(number)</span>")"
    }

    private var receivedTable: Table {
        let lines = received.prefix(Self.limit)
        let next =
            received.count > Self.limit
            ? lines.last.map { "\($0.progress.rawValue)_\($0.deliveredAt.iso)_\($0.directiveID)" } : nil
        return Table(
            caption: "Văn bản đơn vị tôi nhận: chưa xong đứng trước", showsCaption: false,
            columns: [
                Column(label: "Văn bản", isMain: true), Column(label: "Nơi gửi"), Column(label: "Đơn vị nhận"),
                Column(label: "Tình trạng"), Column(label: "Đã đọc"), Column(label: "Hạn"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    name(line.title, line.number, Route.delivery.path(line.directiveID, line.unitID)),
                    "\(line.senderName)", "\(line.unitName)",
                    line.state == .withdrawn
                        ? StatusTag(directive: .withdrawn).html : StatusTag(progress: line.progress).html,
                    "\(peopleRead(line.staffRead, of: line.staffCount))",
                    due(line.dueOn, isOpen: line.progress != .done && line.state == .sent),
                ])
            },
            empty: EmptyState(
                title: "Đơn vị chưa nhận văn bản nào",
                hint: "Văn bản cấp trên gửi tới đơn vị hiện ở đây để tiếp nhận, phân công và phổ biến."),
            pager: pager(next))
    }

    private var sentTable: Table {
        let lines = sent.prefix(Self.limit)
        let next =
            sent.count > Self.limit
            ? lines.last.map { PageCursor(at: $0.createdAt, id: $0.id.rawValue).text } : nil
        return Table(
            caption: "Văn bản đã gửi và đang soạn: mới nhất đứng trước", showsCaption: false,
            columns: [
                Column(label: "Văn bản", isMain: true), Column(label: "Nơi gửi"), Column(label: "Trạng thái"),
                Column(label: "Gửi lúc"), Column(label: "Đã xong"), Column(label: "Hạn"),
            ],
            rows: lines.map { line in
                TableRow(cells: [
                    name(line.title, line.number, Route.directive.path(line.id)), "\(line.unitName)",
                    StatusTag(directive: line.state).html, "\(line.sentAt?.written ?? "–")",
                    line.unitCount == 0
                        ? "–" : "\(groupedByThousands(line.doneCount)) / \(groupedByThousands(line.unitCount)) đơn vị",
                    due(line.dueOn, isOpen: line.state == .sent && line.doneCount < line.unitCount),
                ])
            },
            empty: EmptyState(
                title: "Chưa gửi văn bản nào",
                hint: "Soạn văn bản, chọn nơi nhận rồi gửi; tiến độ của từng đơn vị theo dõi được ngay sau đó.",
                action: mayDraft ? LinkButton(label: "Soạn văn bản", href: Route.newDirective.path()).html : nil),
            pager: pager(next))
    }
}
