import Domain
import Primitives
import Records
import Store
import Synchronization
import WebSupport

/// How much waits for an actor, by navigation entry.
struct WorkCount: Sendable {
    var work = 0
    var returned = 0
    var appraisal = 0
    var notices = 0
}

/// The counts beside the navigation, kept for a few seconds: they stand on every page and must not cost a query each time.
final class WorkCounts: Sendable {
    /// Past this the menu says "99+", and nobody has counted further.
    private static let limit = NavigationItem.largestCount + 1

    private struct Entry {
        var count: WorkCount
        var at: Instant
    }

    private let entries = Mutex<[ID<Account>: Entry]>([:])

    func counts(for actor: Actor, now: Instant, in tx: any ReadTransaction) throws -> WorkCount {
        if let known = known(actor.accountID, now) { return known }
        var count = WorkCount()
        count.returned = try DossierRecords.returnedCount(for: actor, upTo: Self.limit, in: tx)
        count.appraisal = try DossierRecords.appraisalCount(for: actor, upTo: Self.limit, in: tx)
        count.work = try WorkRecords.openCount(for: actor, upTo: Self.limit, in: tx)
        count.notices = try NoticeRecords.unreadCount(of: actor.accountID, upTo: Self.limit, in: tx)
        let entry = Entry(count: count, at: now)
        entries.withLock { entries in
            if entries.count > 20_000 { entries.removeAll(keepingCapacity: true) }
            entries[actor.accountID] = entry
        }
        return count
    }

    /// What was counted a moment ago. When that is too old, the one who asks counts anew, and those who ask meanwhile are told
    /// the old numbers: a person's several open pages do not count the same at once.
    private func known(_ accountID: ID<Account>, _ now: Instant) -> WorkCount? {
        entries.withLock { entries in
            guard let entry = entries[accountID] else { return nil }
            if now < entry.at + .seconds(20), now >= entry.at { return entry.count }
            entries[accountID]?.at = now
            return nil
        }
    }

    /// After a write of the actor, their counts are read anew.
    func forget(_ accountID: ID<Account>) { entries.withLock { _ = $0.removeValue(forKey: accountID) } }
}

/// The side navigation: only what the person may use.
enum Navigation {
    static func groups(for actor: Actor, counts: WorkCount, current: Route) -> [NavigationGroup] {
        func item(_ label: String, _ route: Route, _ count: Int = 0) -> NavigationItem {
            NavigationItem(
                label: label, href: route.path(), count: count == 0 ? nil : count, isCurrent: route == current)
        }
        var groups: [NavigationGroup] = [
            NavigationGroup(
                title: nil,
                items: [item("Việc cần làm", .work, counts.work), item("Thông báo", .notices, counts.notices)])
        ]
        let isOfficial = !actor.grants.isEmpty && !actor.grants.allSatisfy { $0.role == .administrator }
        if isOfficial {
            groups.append(
                NavigationGroup(
                    title: "Năm thi đua",
                    items: [
                        item("Kế hoạch năm", .plans), item("Văn bản, quán triệt", .directives),
                        item("Phong trào", .movements), item("Chỉ tiêu, công trình", .indicators),
                        item("Lịch", .calendar), item("Hoạt động", .activities), item("Báo cáo", .reports),
                        item("Kiểm tra", .inspections),
                        item("Vướng mắc", .difficulties),
                    ]))
            var commendation = [item("Hồ sơ", .dossiers, counts.returned)]
            if actor.isAny(of: .specialist, .leader, .unitHead) {
                commendation.append(item("Thẩm định", .appraisalQueue, counts.appraisal))
            }
            commendation.append(item("Trình ký, quyết định", .decisions))
            groups.append(NavigationGroup(title: "Khen thưởng", items: commendation))
            groups.append(
                NavigationGroup(
                    title: "Hội đồng", items: [item("Phiên họp", .sessions), item("Hội đồng, thành viên", .councils)]))
            groups.append(
                NavigationGroup(title: "Cụm, khối", items: [item("Cụm, khối thi đua", .clusters)]))
            groups.append(
                NavigationGroup(
                    title: "Tra cứu",
                    items: [
                        item("Cá nhân", .people), item("Đơn vị", .units), item("Pháp luật", .law),
                        item("Quy định của tỉnh", .rules),
                    ]))
        }
        if !isOfficial {
            groups.append(NavigationGroup(title: nil, items: [item("Văn bản, quán triệt", .directives)]))
        }
        var system: [NavigationItem] = []
        if !isOfficial { system.append(item("Đơn vị", .units)) }
        if !isOfficial, actor.isAny(of: .administrator) { system.append(item("Hội đồng, thành viên", .councils)) }
        if !isOfficial, !actor.grants.isEmpty { system.append(item("Vướng mắc", .difficulties)) }
        if actor.isAny(of: .administrator) { system.append(item("Tài khoản, quyền", .accounts)) }
        if actor.isAny(of: .administrator) { system.append(item("Thư chưa gửi được", .failedMail)) }
        if actor.isAny(of: .administrator, .inspector) { system.append(item("Nhật ký", .log)) }
        if !system.isEmpty { groups.append(NavigationGroup(title: "Hệ thống", items: system)) }
        return groups
    }

    static func roleText(_ actor: Actor) -> String {
        var seen: Set<Role> = []
        return actor.grants.map(\.role).filter { seen.insert($0).inserted }.map(\.name).joined(separator: ", ")
    }
}
