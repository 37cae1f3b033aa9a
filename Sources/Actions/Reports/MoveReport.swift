import Domain
import Primitives
import Records
import Store

/// Lays a report before the head: *trình duyệt*. The figures that the system counted are kept as they are now.
public struct SubmitReport: Sendable {
    public let id: ID<Report>
    public let version: Int

    public init(id: ID<Report>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        let file = try Gate.report(id, for: actor, may: .submit, in: tx)
        let obstacles = file.report.obstacles(
            file.request.form, below: try ReportsBelowRecords.below(file.report, in: tx))
        if !obstacles.isEmpty {
            throw Problem(.invalid, "Chưa trình được. " + obstacles.joined(separator: " "))
        }
        try ReportRecords.submit(file.report, expecting: version, by: actor, in: tx)
        try OutboxRecords.add(
            "\(file.request.title) của \(file.unit.name) chờ duyệt.", about: .report, id.rawValue,
            to: [file.unit.kind == .province ? .leader : .unitHead], at: file.unit.id, in: tx)
        try EventRecords.append(.reportSubmitted, to: .report, id.rawValue, by: actor, in: tx)
    }
}

/// Gives a report back to be mended, or opens an accepted one again: *trả lại, mở lại*.
public struct ReturnReport: Sendable {
    public let id: ID<Report>
    public let version: Int
    public let reason: String

    public init(id: ID<Report>, version: Int, reason: String) {
        self.id = id
        self.version = version
        self.reason = VietnameseText.tidiedLines(reason)
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        let file = try Gate.report(id, for: actor, may: .giveBack, in: tx)
        try requireReason(reason, "Ghi rõ cần sửa gì.")
        try ReportRecords.giveBack(id, reason: reason, expecting: version, by: actor, in: tx)
        try OutboxRecords.add(
            "\(file.request.title) của \(file.unit.name) bị trả lại: \(reason)", .returned, about: .report, id.rawValue,
            to: [file.unit.kind == .province ? .specialist : .unitOfficer], at: file.unit.id, in: tx)
        try EventRecords.append(.reportReturned, to: .report, id.rawValue, by: actor, note: reason, in: tx)
    }
}

/// Approves a report and sends it to who receives it: *duyệt, gửi*. Late ones are taken too, and told to be late.
public struct SendReport: Sendable {
    public let id: ID<Report>
    public let version: Int

    public init(id: ID<Report>, version: Int) {
        self.id = id
        self.version = version
    }

    /// - Returns: by how many days it is late; 0 when in time.
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    @discardableResult
    public func run(by actor: Actor, in tx: any WriteTransaction) throws -> Int {
        let file = try Gate.report(id, for: actor, may: .approve, in: tx)
        guard let receiver = file.policy.receiver?.unit else {
            throw Problem(.conflict, "Báo cáo tổng hợp được duyệt kèm số và ngày ký.")
        }
        try ReportRecords.send(id, expecting: version, by: actor, in: tx)
        let late = file.report.daysLate(today: tx.today)
        try OutboxRecords.add(
            "\(file.unit.name) gửi \(file.request.title)\(late > 0 ? " (muộn \(late) ngày)" : "").", about: .report,
            id.rawValue, to: receiver.kind == .province ? [.specialist] : [.unitOfficer], at: receiver.id, in: tx)
        try EventRecords.append(
            .reportSent, to: .report, id.rawValue, by: actor, note: late > 0 ? "Muộn \(late) ngày" : nil, in: tx)
        return late
    }
}

/// Takes a report as it is: *nhận báo cáo*. Its figures now go into the consolidation.
public struct AcceptReport: Sendable {
    public let id: ID<Report>
    public let version: Int

    public init(id: ID<Report>, version: Int) {
        self.id = id
        self.version = version
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        let file = try Gate.report(id, for: actor, may: .accept, in: tx)
        try ReportRecords.accept(id, expecting: version, by: actor, in: tx)
        try OutboxRecords.add(
            "\(file.request.title) của \(file.unit.name) đã được nhận.", about: .report, id.rawValue,
            to: [.unitOfficer], at: file.unit.id, in: tx)
        try EventRecords.append(.reportAccepted, to: .report, id.rawValue, by: actor, in: tx)
    }
}

/// Approves the report that was put together, under its number and day: *duyệt báo cáo tổng hợp*.
public struct ApproveReport: Sendable {
    public let id: ID<Report>
    public let version: Int
    /// The number in the register of outgoing papers, as typed.
    public let number: String
    public let signedOn: String
    /// Who signs; empty for whoever approves.
    public let signerName: String

    public init(id: ID<Report>, version: Int, number: String, signedOn: String, signerName: String) {
        self.id = id
        self.version = version
        self.number = number
        self.signedOn = signedOn
        self.signerName = signerName
    }

    public func run(by actor: Actor, on store: any Store) async throws {
        try await store.perform { tx in try run(by: actor, in: tx) }
    }

    public func run(by actor: Actor, in tx: any WriteTransaction) throws {
        let file = try Gate.report(id, for: actor, may: .approve, in: tx)
        guard file.report.isFinal else { throw Problem(.conflict, "Báo cáo của đơn vị được duyệt bằng cách gửi đi.") }
        var fields = TypedFields()
        let number = fields.number(
            self.number, "number", "Số văn bản", upTo: 1_000_000, missing: "Nhập số văn bản theo sổ văn bản đi.")
        if number == 0 { fields.add("number", "Số văn bản bắt đầu từ 1.") }
        let signedOn = fields.day(self.signedOn, "signedOn", missing: "Nhập ngày ký.")
        if let signedOn, signedOn > tx.today {
            fields.add("signedOn", "Ngày ký \(signedOn.written) ở sau hôm nay (\(tx.today.written)).")
        }
        let signer = fields.line(signerName, "signerName", "Họ tên người ký", limit: 100)
        try fields.check()
        guard let number, let signedOn else { return }
        let below = try ReportsBelowRecords.below(file.report, in: tx)
        if below.isOutOfDate {
            throw Problem(
                .conflict, "Số liệu từ cấp dưới đã thay đổi sau khi trình. Trả lại để lấy số liệu mới rồi duyệt.")
        }
        try ReportRecords.approve(
            id, number: number, signedOn: signedOn, signerName: signer.isEmpty ? actor.name : signer,
            expecting: version, by: actor, in: tx)
        // The report is addressed to the People's Committee.
        try OutboxRecords.add(
            "\(file.request.title): Sở Nội vụ đã duyệt báo cáo tổng hợp số \(number), ngày \(signedOn.written).",
            about: .report, id.rawValue, to: [.chairman], at: file.unit.id, in: tx)
        try EventRecords.append(
            .reportApproved, to: .report, id.rawValue, by: actor, note: "Số \(number), ngày \(signedOn.written)", in: tx
        )
    }
}
