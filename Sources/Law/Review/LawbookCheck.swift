import Primitives
import Yams

/// Something wrong with the lawbook, or worth a look. For the person who edits the files, so in English.
public struct LawbookFinding: Hashable, Sendable, CustomStringConvertible {
    /// A note tells what is so on purpose, that nobody takes it for forgotten.
    public enum Weight: String, Sendable, CaseIterable { case error, warning, note }

    public let weight: Weight
    public let file: String
    public let key: String
    public let reason: String

    public init(_ weight: Weight, file: String, key: String, _ reason: String) {
        self.weight = weight
        self.file = file
        self.key = key
        self.reason = reason
    }

    public var description: String {
        "\(weight.rawValue): \(file): \(key.isEmpty ? "" : "\(key): ")\(reason)"
    }
}

/// What `bangvang law check` looks at: everything that can be said about the files without knowing the law.
public struct LawbookCheck: Sendable {
    /// After so many days without a person comparing the words with the source, an entry is stale.
    public static let daysUntilStale = 180

    /// By path inside the lawbook: `titles/LDTT.yaml`.
    public let files: [String: String]
    public let today: CivilDate
    /// Stale entries are errors too.
    public let isStrict: Bool
    /// `nil` when there is no folder of scenarios.
    public let scenarios: [CaseFile]?

    public init(files: [String: String], today: CivilDate, isStrict: Bool = false, scenarios: [CaseFile]?) {
        self.files = files
        self.today = today
        self.isStrict = isStrict
        self.scenarios = scenarios
    }

    /// Every day from here to two years ahead is looked at.
    public static let firstDay = CivilDate(daysSinceEpoch: 14_610)  // 2010-01-01

    public var lastDay: CivilDate { today.adding(years: 2) }

    /// Everything that is wrong, errors first, then by file.
    public func run() -> [LawbookFinding] {
        var found: [LawbookFinding] = staleEntries()
        let lawbook: Lawbook
        do {
            lawbook = try Lawbook(files: files)
        } catch {
            found += readingErrors()
            return sorted(found)
        }
        found += calendar(of: lawbook)
        found += citations(of: lawbook)
        found += coverage(of: lawbook)
        return sorted(found)
    }

    private func sorted(_ found: [LawbookFinding]) -> [LawbookFinding] {
        var seen: Set<LawbookFinding> = []
        return found.filter { seen.insert($0).inserted }.sorted {
            (rank($0.weight), $0.file, $0.key, $0.reason) < (rank($1.weight), $1.file, $1.key, $1.reason)
        }
    }

    private func rank(_ weight: LawbookFinding.Weight) -> Int {
        LawbookFinding.Weight.allCases.firstIndex(of: weight) ?? 0
    }

    // MARK: Reading

    /// The reader stops at the first error. To tell all at once, each file with an error is set aside, when the others can be
    /// read without it, and they are read again.
    private func readingErrors() -> [LawbookFinding] {
        var left = files
        var found: [LawbookFinding] = []
        var aside: Set<String> = []
        for _ in 0..<50 {
            do {
                _ = try Lawbook(files: left)
                return found
            } catch let error as LawbookError {
                // What misses a file that was set aside says nothing new.
                let follows = aside.contains { path in
                    error.key == Self.stem(path) || error.reason.contains(Self.stem(path))
                }
                if follows { return found }
                found.append(LawbookFinding(.error, file: error.file, key: error.key, error.reason))
                guard left[error.file] != nil, Self.isEntry(error.file), aside.insert(error.file).inserted,
                    let contents = left[LawbookReader.contents]
                else { return found }
                left[error.file] = nil
                left[LawbookReader.contents] = contents.split(separator: "\n", omittingEmptySubsequences: false)
                    .filter { !$0.contains(error.file) }.joined(separator: "\n")
            } catch {
                return found + [LawbookFinding(.error, file: LawbookReader.contents, key: "", "\(error)")]
            }
        }
        return found
    }

    private static func isEntry(_ path: String) -> Bool { path.hasPrefix("titles/") || path.hasPrefix("forms/") }

    /// `LDTT` of `titles/LDTT.yaml`.
    private static func stem(_ path: String) -> String {
        String((path.split(separator: "/").last ?? "").split(separator: ".").first ?? "")
    }

    // MARK: Every day

    private func path(of record: CatalogueRecord) -> String {
        let name = "/\(record.code.rawValue).yaml"
        return files.keys.filter { $0.hasSuffix(name) }.min() ?? record.code.rawValue
    }

    /// On every day: one rule and somebody competent for every title and form since its first day, at most one share of votes
    /// and one coefficient, one base salary, no two decrees of the same line.
    private func calendar(of lawbook: Lawbook) -> [LawbookFinding] {
        let days = Self.firstDay.daysSinceEpoch...lastDay.daysSinceEpoch
        var found: [LawbookFinding] = []

        /// Counts on every day what is in force, and tells the stretches with none or several. `ended` names what ends together
        /// with the last one, so that nothing is missing after it.
        func walk(
            _ periods: [any Dated], file: String, key: String, noun: String, endIs weight: LawbookFinding.Weight,
            ended: String? = nil
        ) {
            guard let first = periods.map(\.from).min() else { return }
            let start = max(days.lowerBound, first.daysSinceEpoch)
            guard start <= days.upperBound else { return }
            var counts = Array(repeating: 0, count: days.upperBound - start + 1)
            for period in periods {
                let from = max(start, period.from.daysSinceEpoch)
                let until = min(days.upperBound, period.until?.daysSinceEpoch ?? days.upperBound)
                guard from <= until else { continue }
                for day in from...until { counts[day - start] += 1 }
            }
            var index = 0
            while index < counts.count {
                var end = index
                while end + 1 < counts.count, counts[end + 1] == counts[index] { end += 1 }
                let first = CivilDate(daysSinceEpoch: start + index)
                let last = CivilDate(daysSinceEpoch: start + end)
                if counts[index] > 1 {
                    found.append(
                        LawbookFinding(
                            .error, file: file, key: key, "\(counts[index]) \(noun) at once from \(first) to \(last)"))
                } else if counts[index] == 0 {
                    let isEnd = end == counts.count - 1
                    // What ended with its instrument long ago is no news.
                    let weight = !isEnd ? .error : ended == nil ? weight : first <= today ? .note : .warning
                    let words = isEnd ? "from \(first) on" : "from \(first) to \(last)"
                    let why = isEnd ? ended.map { ": \($0)" } ?? "" : ""
                    found.append(LawbookFinding(weight, file: file, key: key, "no \(noun) \(words)\(why)"))
                }
                index = end + 1
            }
        }

        /// `L2022 itself ends on …`, when what is written ends on the last day of the instrument it is written in.
        func ended(_ instrument: Instrument?, with last: (any Dated)?) -> String? {
            guard let instrument, let end = instrument.inForceUntil, last?.until == end else { return nil }
            return "\(instrument.id) (\(instrument.name)) itself ends on \(end)"
        }

        var firsts: [CivilDate: [String]] = [:]
        for record in lawbook.allRecords {
            let file = path(of: record)
            walk(
                record.competence, file: file, key: "competence", noun: "competence", endIs: .error,
                ended: record.competence.last.flatMap {
                    ended(lawbook.instrument($0.citation.instrument), with: $0)
                })
            for subject in record.subjects {
                let rules = lawbook.rules(for: record.code, subject)
                walk(
                    rules, file: file, key: "rules (\(subject.rawValue))", noun: "rule", endIs: .error,
                    ended: rules.last.flatMap { rule in
                        ended(lawbook.allInstruments.first { $0.name == rule.instrument }, with: rule)
                    })
                if let first = rules.map(\.from).min(), first > Self.firstDay {
                    firsts[first, default: []].append("\(record.code) (\(subject.rawValue))")
                }
                for rule in rules {
                    for id in distinct(rule.criteria.map(\.id)) {
                        let versions = rule.criteria.filter { $0.id == id }
                        // A criterion may end for good with its instrument; only versions at the same time are wrong.
                        for (item, next) in zip(versions, versions.dropFirst()) {
                            if let until = item.until, until < next.from { continue }
                            found.append(
                                LawbookFinding(
                                    .error, file: file, key: id, "two versions of the criterion from \(next.from)"))
                        }
                    }
                    let borders = rule.criteria.flatMap { [$0.from, $0.until?.adding(days: 1)].compactMap { $0 } }
                    for day in Set(borders + [rule.from]) where rule.isInForce(on: day) {
                        if !rule.criteria.contains(where: { $0.isInForce(on: day) }) {
                            found.append(
                                LawbookFinding(
                                    .error, file: file, key: "rules (\(subject.rawValue))",
                                    "no criterion in force on \(day)"))
                        }
                    }
                    for border in Set(rule.competenceGaps(in: record)) {
                        found.append(
                            LawbookFinding(.error, file: file, key: "competence", "nobody is competent on \(border)"))
                    }
                }
            }
            walk(
                lawbook.bonuses(of: record.code), file: "money/bonus.yaml", key: record.code.rawValue,
                noun: "coefficient", endIs: .warning,
                ended: lawbook.bonuses(of: record.code).last.flatMap { bonus in
                    ended(bonus.citations.first.flatMap { lawbook.instrument($0.instrument) }, with: bonus)
                })
            for council in CouncilLevel.allCases {
                walk(
                    lawbook.voteRules(of: record.code).filter { $0.rule.council == council },
                    file: "procedures/votes.yaml", key: "\(record.code) (\(council.rawValue))", noun: "share of votes",
                    endIs: .warning)
            }
        }
        walk(
            lawbook.procedures.baseSalaries, file: "money/base-salary.yaml", key: "base_salary", noun: "base salary",
            endIs: .error)
        for (first, codes) in firsts {
            found.append(
                LawbookFinding(
                    .note, file: LawbookReader.contents, key: "catalogue",
                    "no rule from \(Self.firstDay) to \(first.adding(days: -1)), a dossier of those days is not_in_force: "
                        + codes.joined(separator: ", ")))
        }
        for instrument in lawbook.allInstruments where !instrument.awaitsConfirmation {
            for id in instrument.replaces {
                guard let old = lawbook.instrument(id), let from = instrument.inForceFrom, old.isInForce(on: from)
                else {
                    continue
                }
                found.append(
                    LawbookFinding(
                        .error, file: "instruments.yaml", key: instrument.id,
                        "\(id), which it replaces, is still in force on \(from)"))
            }
        }
        return found
    }

    // MARK: Citations

    /// The reader refuses a citation of an instrument that is not listed. Here: one whose instrument ends while the entry goes
    /// on. That is what a new decree leaves behind, and what its editor has to go through.
    private func citations(of lawbook: Lawbook) -> [LawbookFinding] {
        var found: [LawbookFinding] = []
        func look(_ citation: Citation, _ period: any Dated, file: String, key: String) {
            guard citation.mark == .verified, let instrument = lawbook.instrument(citation.instrument),
                let end = instrument.inForceUntil, period.from <= lastDay, period.until.map({ end < $0 }) ?? true
            else { return }
            let words = period.until.map { "until \($0)" } ?? "without an end"
            found.append(
                LawbookFinding(
                    .warning, file: file, key: key,
                    "cites \(instrument.id) (\(instrument.name)), in force until \(end), but holds \(words)"))
        }
        for record in lawbook.allRecords {
            let file = path(of: record)
            for item in record.competence {
                look(item.citation, item, file: file, key: "competence from \(item.from)")
            }
            for subject in record.subjects {
                for rule in lawbook.rules(for: record.code, subject) {
                    for criterion in rule.criteria {
                        look(criterion.citation, criterion, file: file, key: "\(criterion.id) from \(criterion.from)")
                    }
                    for criterion in rule.guards {
                        look(
                            criterion.citation, criterion, file: "guards.yaml",
                            key: "\(criterion.id) from \(criterion.from)")
                    }
                }
            }
            for vote in lawbook.voteRules(of: record.code) {
                look(
                    vote.rule.citation, vote, file: "procedures/votes.yaml", key: "\(record.code) from \(vote.from)")
            }
            for bonus in lawbook.bonuses(of: record.code) {
                for citation in bonus.citations {
                    look(citation, bonus, file: "money/bonus.yaml", key: "\(record.code) from \(bonus.from)")
                }
            }
        }
        let procedures = lawbook.procedures
        for item in procedures.papers {
            look(item.paper.citation, item, file: "procedures/papers.yaml", key: "\(item.paper.key) from \(item.from)")
        }
        for item in procedures.simplified {
            look(item.procedure.citation, item, file: "procedures/simplified.yaml", key: "from \(item.from)")
        }
        for item in procedures.copies {
            look(
                item.copies.citation, item, file: "procedures/copies.yaml", key: "\(item.codes.first?.rawValue ?? "") …"
            )
        }
        for item in procedures.deadlines {
            look(
                item.deadline.citation, item, file: "procedures/deadlines.yaml",
                key: "\(item.deadline.key) from \(item.from)")
        }
        for item in procedures.powers {
            look(item.citation, item, file: "procedures/powers.yaml", key: item.id)
        }
        for item in procedures.provisions {
            look(item.citation, item, file: "procedures/provisions/\(item.topic.rawValue).yaml", key: item.id)
        }
        return found
    }

    // MARK: Scenarios

    /// Every criterion is expected to be met by one scenario, and not to be met by another. What only an officer judges has no
    /// failing facts: there, undecided counts.
    private func coverage(of lawbook: Lawbook) -> [LawbookFinding] {
        guard let scenarios else { return [] }
        var found = scenarios.flatMap(\.faults).map { fault in
            LawbookFinding(
                .error, file: fault.line.map { "\(fault.file):\($0)" } ?? fault.file,
                key: [fault.caseID ?? "", fault.key].filter { !$0.isEmpty }.joined(separator: ": "), fault.reason)
        }
        var met: Set<String> = []
        var unmet: Set<String> = []
        for legalCase in scenarios.flatMap(\.cases) {
            for (name, verdict) in legalCase.expect.findings {
                guard let id = lawbook.criterion(named: name, in: legalCase) else { continue }
                if verdict == .met { met.insert(id) } else { unmet.insert(id) }
            }
            for name in distinct(lawbook.unknownCriteria(in: legalCase)) {
                found.append(
                    LawbookFinding(
                        .error, file: legalCase.file, key: legalCase.id, "no criterion \(name) in the lawbook"))
            }
        }
        for record in lawbook.allRecords {
            let file = path(of: record)
            for subject in record.subjects {
                for rule in lawbook.rules(for: record.code, subject) {
                    for criterion in rule.criteria + rule.guards {
                        let place = criterion.id.hasPrefix("GUARD.") ? "guards.yaml" : file
                        if !met.contains(criterion.id) {
                            found.append(
                                LawbookFinding(.error, file: place, key: criterion.id, "no scenario in which it is met")
                            )
                        }
                        if !unmet.contains(criterion.id) {
                            found.append(
                                LawbookFinding(
                                    .error, file: place, key: criterion.id, "no scenario in which it is not met"))
                        }
                    }
                }
            }
        }
        return found
    }

    // MARK: Stale entries

    /// Everything that bears the day of its last check, wherever it stands.
    private func staleEntries() -> [LawbookFinding] {
        var found: [LawbookFinding] = []
        func walk(_ node: Node, file: String, path: String, label: String) {
            if let mapping = node.mapping {
                let name =
                    ["id", "code", "key"].compactMap { key in
                        mapping.first { $0.key.scalar?.string == key }?.value.scalar?.string
                    }.first ?? ""
                for (key, value) in mapping {
                    let word = key.scalar?.string ?? ""
                    let place = path.isEmpty ? word : "\(path).\(word)"
                    if word == "checked_on", let text = value.scalar?.string, let day = CivilDate(iso: text) {
                        let age = today.days(since: day)
                        guard age > Self.daysUntilStale else { continue }
                        found.append(
                            LawbookFinding(
                                isStrict ? .error : .warning, file: file,
                                key: name.isEmpty ? place : "\(place) (\(name))",
                                "last checked on \(day), \(age) days ago"))
                    } else {
                        walk(value, file: file, path: place, label: name)
                    }
                }
            } else if let sequence = node.sequence {
                for (index, item) in sequence.enumerated() {
                    walk(item, file: file, path: "\(path)[\(index)]", label: label)
                }
            }
        }
        for (file, text) in files {
            // What is not YAML is told by the reader.
            if let node = try? Yams.compose(yaml: text) { walk(node, file: file, path: "", label: "") }
        }
        return found
    }
}

extension Rule {
    /// The first days of this rule's stretches on which nobody is competent.
    fileprivate func competenceGaps(in record: CatalogueRecord) -> [CivilDate] {
        let borders = [from] + record.competence.compactMap { $0.until?.adding(days: 1) }
        return borders.filter { day in
            isInForce(on: day) && !record.competence.contains { $0.isInForce(on: day) }
        }
    }
}
