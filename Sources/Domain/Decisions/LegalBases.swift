import Law
import Primitives

/// The lines "Căn cứ …" of a decision, from the instruments in force on its day.
public enum LegalBases {
    /// - Parameter issuer: communes decide under the decree on the powers of local authorities besides.
    public static func lines(for issuer: Issuer, on day: CivilDate, lawbook: Lawbook) -> [String] {
        let matter = ["L2022", "ND98", "ND152", "TT01", "TT15"] + (issuer.unit.kind == .commune ? ["ND129"] : [])
        let inForce = lawbook.instruments(on: day)
        return matter.compactMap { id in inForce.first { $0.id == id } }.sorted { rank($0) < rank($1) }.map(line)
    }

    /// Laws first, then decrees, then circulars; of one rank as listed above, decrees by age.
    private static func rank(_ instrument: Instrument) -> Int {
        let kinds = ["Luật", "Nghị định", "Thông tư"]
        let kind = kinds.firstIndex { instrument.name.hasPrefix($0 + " ") } ?? kinds.count
        return kind * 1_000_000 + (instrument.issuedOn?.daysSinceEpoch ?? 0)
    }

    /// Laws by name and date without number, decrees and circulars with number, date and maker (NĐ 30/2020/NĐ-CP, annex I).
    private static func line(_ instrument: Instrument) -> String {
        let date = instrument.issuedOn.map { " " + $0.writtenOut } ?? ""
        if instrument.name.hasPrefix("Luật ") { return "Căn cứ \(instrument.title)\(date)" }
        let about = instrument.title.prefix(1).lowercased() + instrument.title.dropFirst()
        for (kind, maker) in [("Nghị định", "Chính phủ"), ("Thông tư", "Bộ trưởng Bộ Nội vụ")] {
            guard instrument.name.hasPrefix(kind + " ") else { continue }
            let number = instrument.name.dropFirst(kind.count + 1)
            return "Căn cứ \(kind) số \(number)\(date) của \(maker) về \(about)"
        }
        return "Căn cứ \(instrument.name)\(date)"
    }
}
