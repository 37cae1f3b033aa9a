import Domain
import Law
import Primitives

/// Collects entries of the roll, and gives each its place, decision and certificate code.
struct InventedRoll {
    private(set) var entries: [Commendation] = []
    private var random = SeededGenerator(seed: 3)
    private var places: [CivilDate: Int] = [:]
    private var decisions: [String: (number: Int, day: CivilDate)] = [:]
    private var certificates: Set<String> = []

    /// Who decided, and on which day of which year a title of `year` was decided.
    enum Decider {
        case unit(issuer: String, symbol: String)
        case province(isBacKan: Bool)
    }

    /// - Parameter tier: entries of one decider, year and tier stand in one decision.
    mutating func add(
        _ code: CatalogueCode, _ year: Int, subject: SubjectKind, personID: ID<Person>? = nil, unitID: ID<Unit>? = nil,
        home: ID<Unit>, name: String, detail: String, unitName: String, category: CommendationCategory = .merit,
        ground: Ground? = nil, achievement: String, decider: Decider, tier: String
    ) {
        let issuer: String
        let symbol: String
        switch decider {
        case .unit(let name, let unitSymbol): (issuer, symbol) = (name, unitSymbol)
        case .province(let isBacKan):
            issuer = "Chủ tịch Ủy ban nhân dân tỉnh \(isBacKan && year <= 2024 ? "Bắc Kạn" : "Thái Nguyên")"
            symbol = "QĐ-UBND"
        }
        let key = "\(issuer) \(year) \(tier)"
        let decision = decisions[key] ?? newDecision(of: year, decider)
        decisions[key] = decision
        let place = (places[decision.day] ?? 0) + 1
        places[decision.day] = place
        entries.append(
            Commendation(
                id: random.id(), position: Commendation.firstPosition(of: decision.day) + place, code: code,
                subject: subject,
                personID: personID, unitID: unitID, homeUnitID: home, recipientName: name, recipientDetail: detail,
                unitName: unitName, year: year, category: category, ground: ground, achievement: achievement,
                decisionNumber: "\(decision.number)/\(symbol)", decidedOn: decision.day, issuer: issuer,
                certificateCode: newCertificate(of: year)))
    }

    /// Units decide in December, the province in the first months of the next year; on 5 December 2025 only units have.
    private mutating func newDecision(of year: Int, _ decider: Decider) -> (number: Int, day: CivilDate) {
        let decidedOn: CivilDate
        switch decider {
        case .unit where year >= 2025: decidedOn = day(2025, 11, random.number(24...28))
        case .unit: decidedOn = day(year, 12, random.number(10...28))
        case .province where year >= 2025: decidedOn = day(2025, 11, random.number(10...21))
        case .province: decidedOn = day(year + 1, random.number(1...4), random.number(6...27))
        }
        return (random.number(120...4890), decidedOn)
    }

    private static let letters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")

    private mutating func newCertificate(of year: Int) -> String {
        while true {
            var text = ""
            for _ in 0..<8 { text.append(random.pick(Self.letters, or: "2")) }
            let code = "BV-\(year)-\(text.prefix(4))-\(text.suffix(4))"
            if certificates.insert(code).inserted { return code }
        }
    }
}
