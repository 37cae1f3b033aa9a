/// The answer to one condition, before it becomes a finding. Texts are parts of sentences, without capital and full
/// stop,
/// so that several can be joined.
struct Outcome {
    var verdict: Verdict
    var because: String
    var evidence: [Evidence] = []
    var remedy: String? = nil
    var needsOfficer = false
    /// It would be met if initiatives that were used before counted again.
    var isBlockedByReuse = false

    static func met(_ because: String, _ evidence: [Evidence] = []) -> Outcome {
        Outcome(verdict: .met, because: because, evidence: evidence)
    }

    static func notMet(_ because: String, _ evidence: [Evidence] = [], remedy: String) -> Outcome {
        Outcome(verdict: .notMet, because: because, evidence: evidence, remedy: remedy)
    }

    /// Facts are missing; more facts will decide.
    static func unknown(_ because: String, _ evidence: [Evidence] = [], remedy: String) -> Outcome {
        Outcome(verdict: .undecided, because: because, evidence: evidence, remedy: remedy)
    }

    /// A person must judge.
    static func judged(_ because: String, _ evidence: [Evidence] = [], remedy: String) -> Outcome {
        Outcome(verdict: .undecided, because: because, evidence: evidence, remedy: remedy, needsOfficer: true)
    }
}

/// `because` and `remedy` are parts of sentences until here.
func sentence(_ part: String) -> String {
    guard let first = part.first else { return part }
    let text = first.isLowercase ? first.uppercased() + part.dropFirst() : part
    return text.last == "." ? text : text + "."
}

/// `03` for 3: officials write small numbers with two digits.
func counted(_ number: Int) -> String {
    (0..<10).contains(number) ? "0\(number)" : String(number)
}

/// `(1) …; (2) …`; one alone stays as it is.
func numbered(_ parts: [String]) -> String {
    guard parts.count > 1 else { return parts.first ?? "" }
    return parts.enumerated().map { "(\($0.offset + 1)) \($0.element)" }.joined(separator: "; ")
}

/// Each text once, in order.
func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
}

/// `2023, 2024, 2025`.
func listed(_ years: [Int]) -> String {
    years.map(String.init).joined(separator: ", ")
}
