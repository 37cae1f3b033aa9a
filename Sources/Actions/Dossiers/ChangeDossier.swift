import Domain
import Primitives
import Records
import Store

/// Changes the letter and title of a dossier that is still with its sender: *sửa thông tin hồ sơ*.
public struct ChangeDossier: Sendable {
    public let id: ID<Dossier>
    /// The version the editor had before their eyes.
    public let version: Int
    public let title: String
    public let letterNumber: String
    /// As typed; empty for none.
    public let letterOn: String
    public let letterText: String

    public init(
        id: ID<Dossier>, version: Int, title: String, letterNumber: String, letterOn: String, letterText: String
    ) {
        self.id = id
        self.version = version
        self.title = VietnameseText.tidied(title)
        self.letterNumber = VietnameseText.tidied(letterNumber)
        self.letterOn = VietnameseText.tidied(letterOn)
        self.letterText = VietnameseText.tidiedLines(letterText)
    }

    /// - Returns: the version now.
    public func run(by actor: Actor, on store: any Store) async throws -> Int {
        try await store.perform { tx in
            var dossier = try Gate.dossier(id, for: actor, may: .edit, in: tx)
            var problems: [FieldProblem] = []
            if title.isEmpty { problems.append(FieldProblem("title", "Tên hồ sơ không được để trống.")) }
            if title.count > 300 { problems.append(FieldProblem("title", "Tên hồ sơ dài quá 300 ký tự. Rút gọn lại.")) }
            if letterNumber.count > 50 {
                problems.append(FieldProblem("letterNumber", "Số, ký hiệu dài quá 50 ký tự."))
            }
            if letterText.count > 20_000 {
                problems.append(FieldProblem("letterText", "Nội dung tờ trình dài quá 20.000 ký tự."))
            }
            let day = CivilDate(written: letterOn)
            if !letterOn.isEmpty, day == nil {
                problems.append(
                    FieldProblem("letterOn", "Ngày “\(letterOn)” không có thật. Nhập theo dạng 05/12/2025."))
            }
            if let day, day > tx.today {
                problems.append(
                    FieldProblem("letterOn", "Ngày tờ trình \(day.written) ở sau hôm nay (\(tx.today.written))."))
            }
            guard problems.isEmpty else { throw Problem.invalid(problems) }
            dossier.title = title
            dossier.letterNumber = letterNumber
            dossier.letterOn = day
            dossier.letterText = letterText
            let unit = try UnitRecords.unit(dossier.submittingUnitID, in: tx)
            try DossierRecords.update(dossier, expecting: version, by: actor, unitName: unit?.name ?? "", in: tx)
            try EventRecords.append(.dossierChanged, to: .dossier, id.rawValue, by: actor, in: tx)
            return version + 1
        }
    }
}
