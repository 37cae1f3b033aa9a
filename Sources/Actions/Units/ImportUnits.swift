import Domain
import Primitives
import Records
import Store

/// Who may take lists of units in.
public enum UnitGate {
    /// - Throws: not allowed, for everyone but administrators.
    public static func requireAdministrator(_ actor: Actor) throws {
        try Gate.require(actor.isAny(of: .administrator) ? .open : .hidden)
    }

    /// A unit, for any official. Without functions an actor sees nothing.
    public static func unit(_ id: ID<Unit>, for actor: Actor, in tx: any ReadTransaction) throws -> Unit {
        guard !actor.grants.isEmpty, let unit = try UnitRecords.unit(id, in: tx) else {
            throw Problem.notFound("đơn vị này")
        }
        return unit
    }
}

/// Brings a file to be looked at before anything is taken in: *xem trước*. Only the file itself is kept.
public struct PreviewUnitImport: Sendable {
    public let fileName: String
    public let bytes: [UInt8]

    public init(fileName: String, bytes: [UInt8]) {
        self.fileName = ListFile.name(fileName)
        self.bytes = bytes
    }

    /// - Throws: `Problem(.invalid)` on the field `tep` when it is no list of units at all. Faults of single cells are shown
    ///   in the preview.
    public func run(by actor: Actor, on store: any Store) async throws -> ID<WaitingUnitImport> {
        try UnitGate.requireAdministrator(actor)
        let text = try ListFile.text(bytes, named: fileName, noun: "danh sách đơn vị")
        _ = try UnitFile(reading: text)
        return try await store.perform { tx in
            let id = ID<WaitingUnitImport>(at: tx.now)
            try UnitRecords.insertImport(id, .units, fileName: fileName, content: text, by: actor, in: tx)
            return id
        }
    }
}

/// Takes a file that was looked at in: *nhập danh sách đơn vị*. What it does is worked out anew, since the units may have
/// changed after the preview.
public struct ConfirmUnitImport: Sendable {
    public let id: ID<WaitingUnitImport>

    public init(id: ID<WaitingUnitImport>) { self.id = id }

    /// - Returns: what was done; empty when there was nothing to do.
    public func run(by actor: Actor, on store: any Store) async throws -> UnitImport.Plan {
        try UnitGate.requireAdministrator(actor)
        return try await store.perform { tx in
            guard let waiting = try UnitRecords.waitingImport(id, .units, in: tx) else {
                throw Problem.notFound("lần nhập này")
            }
            if let confirmedAt = waiting.confirmedAt {
                throw Problem(.conflict, "Tệp này đã được nhập lúc \(confirmedAt.written). Không cần làm lại.")
            }
            let file = try UnitFile(reading: waiting.content)
            let plan = try UnitImport.apply(file, in: tx)
            _ = try UnitRecords.confirmImport(id, in: tx)
            if !plan.isEmpty {
                try EventRecords.append(
                    .unitsImported, to: .installation, "this", by: actor,
                    note: "\(file.title): thêm \(plan.added.count) đơn vị, nối \(plan.links.count) quan hệ kế tục.",
                    detail: [
                        "file": waiting.fileName, "sha256": sha256(waiting.content), "added": String(plan.added.count),
                        "links": String(plan.links.count),
                    ], in: tx)
            }
            return plan
        }
    }
}
