import Domain
import Primitives
import Records
import Store

/// Takes lists of units in. The two lists of the restructuring may come in either order, in parts, and twice: what is there
/// already is left alone, and links are made as soon as both ends are there.
public enum UnitImport {
    /// What taking a file in would do.
    public struct Plan: Sendable {
        /// Units to be added, in the order in which they must be (parents first).
        public fileprivate(set) var added: [Unit] = []
        /// Units of the file that are there already, just as the file says.
        public fileprivate(set) var unchanged = 0
        /// What the file says otherwise than the system.
        public fileprivate(set) var conflicts: [UnitFile.Fault] = []
        /// Links to be made between former and present units.
        public fileprivate(set) var links: [Link] = []
        /// Links that have to be called otherwise now that more is known.
        public fileprivate(set) var renamedLinks: [SuccessionLink] = []
        /// Successors that are not there yet, newly waited for.
        public fileprivate(set) var awaited: [AwaitedSuccessor] = []
        /// Successors waited for until now that this file brings.
        public fileprivate(set) var fulfilled: [AwaitedSuccessor] = []

        public struct Link: Sendable, Hashable {
            public let predecessor: Unit
            public let successor: Unit
            public let kind: SuccessionKind
            public let document: String
        }

        /// Nothing to write at all.
        public var isEmpty: Bool {
            added.isEmpty && links.isEmpty && renamedLinks.isEmpty && awaited.isEmpty && fulfilled.isEmpty
        }

        public func count(_ kind: Unit.Kind) -> Int { added.count { $0.kind == kind } }
    }

    /// Works out what a file would do; writes nothing.
    public static func plan(_ file: UnitFile, in tx: any ReadTransaction) throws -> Plan {
        var planner = Planner(units: try UnitRecords.all(in: tx), now: tx.now)
        switch file.rows {
        case .before(let rows): planner.takeFormer(rows)
        case .from(let rows): planner.takePresent(rows)
        }
        planner.planLinks(
            existing: try UnitRecords.successionLinks(in: tx), waiting: try UnitRecords.awaitedSuccessors(in: tx))
        return planner.plan
    }

    /// Takes a file in, within the caller's transaction. Writes nothing when nothing is new.
    /// - Throws: `Problem(.invalid)` when the file has faults or contradicts what is there; then nothing is written.
    @discardableResult
    public static func apply(_ file: UnitFile, in tx: any WriteTransaction) throws -> Plan {
        let plan = try plan(file, in: tx)
        let faults = file.faults + plan.conflicts
        if let first = faults.first {
            throw Problem(
                .invalid,
                faults.count == 1
                    ? first.text : "Tệp còn \(faults.count) chỗ phải sửa, trước hết: \(first.text)")
        }
        for unit in plan.added {
            let isPresentCommune = unit.kind == .commune && unit.validFrom == Restructuring.happenedOn
            try UnitRecords.insert(unit, document: isPresentCommune ? Restructuring.communeResolution : nil, in: tx)
        }
        for link in plan.links {
            try UnitRecords.insertSuccession(
                from: link.predecessor.id, to: link.successor.id, kind: link.kind, on: Restructuring.happenedOn,
                document: link.document, in: tx)
        }
        for link in plan.renamedLinks { try UnitRecords.setSuccessionKind(link, in: tx) }
        for awaited in plan.awaited { try UnitRecords.insert(awaited, in: tx) }
        for awaited in plan.fulfilled { try UnitRecords.remove(awaited, in: tx) }
        if !plan.added.isEmpty || !plan.links.isEmpty { try UnitRecords.refreshAncestors(in: tx) }
        return plan
    }
}

/// Compares a file with the units there are.
private struct Planner {
    private struct Key: Hashable {
        let kind: Unit.Kind
        let code: String
    }

    var plan = UnitImport.Plan()
    private var units: [Key: [Unit]] = [:]
    private let now: Instant
    private var settled: Set<Key> = []
    /// Links that the file names: the former commune and the code of one that followed it.
    private var named: [AwaitedSuccessor] = []

    init(units: [Unit], now: Instant) {
        self.now = now
        for unit in units { self.units[Key(kind: unit.kind, code: unit.code), default: []].append(unit) }
    }

    private func find(_ kind: Unit.Kind, _ code: String, on day: CivilDate) -> Unit? {
        units[Key(kind: kind, code: code)]?.first { $0.exists(on: day) }
    }

    private mutating func add(
        _ kind: Unit.Kind, _ code: String, _ name: String, below parent: Unit?, from: CivilDate, until: CivilDate?
    ) -> Unit {
        let unit = Unit(
            id: ID(at: now), kind: kind, code: code, name: name, parentID: parent?.id, validFrom: from,
            validUntil: until)
        units[Key(kind: kind, code: code), default: []].append(unit)
        plan.added.append(unit)
        return unit
    }

    private mutating func conflict(_ line: Int, _ column: String, _ message: String) {
        plan.conflicts.append(UnitFile.Fault(line: line, column: column, message: message))
    }

    /// The unit of this code on this day, added if it is missing, compared if it is there. Provinces and districts, which
    /// stand in many rows, are looked at once.
    private mutating func settle(
        _ kind: Unit.Kind, _ code: String, _ name: String, below parent: Unit?, on day: CivilDate, from: CivilDate,
        until: CivilDate?, line: Int, columns: (code: String, name: String)
    ) -> Unit {
        let isFirst = settled.insert(Key(kind: kind, code: code)).inserted
        guard let known = find(kind, code, on: day) else {
            return add(kind, code, name, below: parent, from: from, until: until)
        }
        guard isFirst else { return known }
        if known.name != name {
            conflict(
                line, columns.name,
                "mã \(code) trong hệ thống là “\(known.name)” (\(known.periodText)), tệp ghi “\(name)”.")
        } else if known.parentID != parent?.id {
            conflict(line, columns.code, "“\(name)” trong hệ thống thuộc một đơn vị cấp trên khác với tệp.")
        } else if known.validUntil != until {
            let inFile = until.map { "hoạt động đến hết \($0.written)" } ?? "đang hoạt động"
            conflict(line, columns.code, "“\(name)” trong hệ thống ghi \(known.periodText), theo tệp thì \(inFile).")
        } else {
            plan.unchanged += 1
        }
        return known
    }

    private mutating func settleProvince(_ code: String, _ name: String, on day: CivilDate, line: Int) -> Unit {
        let hasEnded = Restructuring.mergedProvinces.contains { $0.ended == code }
        return settle(
            .province, code, name, below: nil, on: day, from: Unit.unknownStart,
            until: hasEnded ? Restructuring.lastDayBefore : nil, line: line, columns: ("province_code", "province"))
    }

    mutating func takeFormer(_ rows: [UnitFile.FormerCommune]) {
        let day = Restructuring.lastDayBefore
        for row in rows {
            let province = settleProvince(row.provinceCode, row.province, on: day, line: row.line)
            let district = settle(
                .district, row.districtCode, row.district, below: province, on: day, from: Unit.unknownStart,
                until: day,
                line: row.line, columns: ("district_code", "district"))
            let commune = settle(
                .commune, row.code, row.name, below: district, on: day, from: Unit.unknownStart, until: day,
                line: row.line, columns: ("commune_code", "commune"))
            for successor in row.successors {
                named.append(AwaitedSuccessor(predecessorID: commune.id, code: successor.code))
                if let known = find(.commune, successor.code, on: Restructuring.happenedOn),
                    known.name != successor.name
                {
                    conflict(
                        row.line, "successors",
                        "mã \(successor.code) trong hệ thống là “\(known.name)”, tệp ghi “\(successor.name)”.")
                }
            }
        }
    }

    mutating func takePresent(_ rows: [UnitFile.Commune]) {
        let day = Restructuring.happenedOn
        for row in rows {
            let province = settleProvince(row.provinceCode, row.province, on: day, line: row.line)
            _ = settle(
                .commune, row.code, row.name, below: province, on: day, from: day, until: nil, line: row.line,
                columns: ("commune_code", "commune"))
        }
    }

    /// Makes every link both of whose ends are there, and calls each what it is, seen over all lists taken in so far.
    mutating func planLinks(existing: [SuccessionLink], waiting: [AwaitedSuccessor]) {
        let byID = Dictionary(
            units.values.joined().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let isKnown = Set(existing.map { Ends($0.predecessorID, $0.successorID) })
        let isWaiting = Set(waiting)
        var newEnds: [Ends] = []
        var stillAwaited: [AwaitedSuccessor] = []
        var seen: Set<AwaitedSuccessor> = []
        for awaited in waiting + named where seen.insert(awaited).inserted {
            guard let successor = find(.commune, awaited.code, on: Restructuring.happenedOn) else {
                stillAwaited.append(awaited)
                if !isWaiting.contains(awaited) { plan.awaited.append(awaited) }
                continue
            }
            if isWaiting.contains(awaited) { plan.fulfilled.append(awaited) }
            let ends = Ends(awaited.predecessorID, successor.id)
            if !isKnown.contains(ends) { newEnds.append(ends) }
        }
        let communeEnds =
            existing.filter { $0.document == Restructuring.communeResolution }
            .map { Ends($0.predecessorID, $0.successorID) } + newEnds
        var successorsOf: [ID<Unit>: Int] = [:]
        var predecessorsOf: [ID<Unit>: Int] = [:]
        for ends in communeEnds {
            successorsOf[ends.predecessor, default: 0] += 1
            predecessorsOf[ends.successor, default: 0] += 1
        }
        for awaited in stillAwaited { successorsOf[awaited.predecessorID, default: 0] += 1 }
        /// A commune that was divided is called so even where its parts were merged into others: the rarer and graver fact.
        func kind(_ ends: Ends) -> SuccessionKind {
            if successorsOf[ends.predecessor, default: 0] > 1 { return .divided }
            return predecessorsOf[ends.successor, default: 0] > 1 ? .merged : .renamed
        }
        for ends in newEnds {
            guard let predecessor = byID[ends.predecessor], let successor = byID[ends.successor] else { continue }
            plan.links.append(
                .init(
                    predecessor: predecessor, successor: successor, kind: kind(ends),
                    document: Restructuring.communeResolution))
        }
        for link in existing where link.document == Restructuring.communeResolution {
            let right = kind(Ends(link.predecessorID, link.successorID))
            if link.kind != right {
                var link = link
                link.kind = right
                plan.renamedLinks.append(link)
            }
        }
        for (ended, into) in Restructuring.mergedProvinces {
            guard let predecessor = find(.province, ended, on: Restructuring.lastDayBefore),
                predecessor.validUntil != nil,
                let successor = find(.province, into, on: Restructuring.happenedOn),
                !isKnown.contains(Ends(predecessor.id, successor.id))
            else { continue }
            plan.links.append(
                .init(
                    predecessor: predecessor, successor: successor, kind: .merged,
                    document: Restructuring.provinceResolution))
        }
    }

    private struct Ends: Hashable {
        let predecessor: ID<Unit>
        let successor: ID<Unit>

        init(_ predecessor: ID<Unit>, _ successor: ID<Unit>) {
            self.predecessor = predecessor
            self.successor = successor
        }
    }
}
