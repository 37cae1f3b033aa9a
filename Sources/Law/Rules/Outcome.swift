/// The answer to one condition, before it becomes a finding. Texts are parts of sentences, without capital and full
/// stop, so that several can be joined; they are empty when only the verdict is wanted.
struct Outcome {
    var verdict: Verdict
    var because = ""
    var evidence: [Evidence] = []
    var remedy: String? = nil
    var needsOfficer = false
    /// It would be met if initiatives that were used before counted again.
    var isBlockedByReuse = false
    /// It would be met if extraordinary and thematic results counted for merit.
    var isBlockedByLowerGround = false
}

/// The four kinds of answer. The texts are only made when somebody will read them: that is what makes a bare verdict
/// fast, while both come from the same logic.
extension Evaluator {
    func met(
        _ because: @autoclosure () -> String, _ evidence: @autoclosure () -> [Evidence] = []
    ) -> Outcome {
        guard explains else { return Outcome(verdict: .met) }
        return Outcome(verdict: .met, because: because(), evidence: evidence())
    }

    func notMet(
        _ because: @autoclosure () -> String, _ evidence: @autoclosure () -> [Evidence] = [],
        remedy: @autoclosure () -> String
    ) -> Outcome {
        guard explains else { return Outcome(verdict: .notMet) }
        return Outcome(verdict: .notMet, because: because(), evidence: evidence(), remedy: remedy())
    }

    /// Facts are missing; more facts will decide.
    func unknown(
        _ because: @autoclosure () -> String, _ evidence: @autoclosure () -> [Evidence] = [],
        remedy: @autoclosure () -> String
    ) -> Outcome {
        guard explains else { return Outcome(verdict: .undecided) }
        return Outcome(verdict: .undecided, because: because(), evidence: evidence(), remedy: remedy())
    }

    /// A person must judge.
    func judged(
        _ because: @autoclosure () -> String, _ evidence: @autoclosure () -> [Evidence] = [],
        remedy: @autoclosure () -> String
    ) -> Outcome {
        guard explains else { return Outcome(verdict: .undecided, needsOfficer: true) }
        return Outcome(
            verdict: .undecided, because: because(), evidence: evidence(), remedy: remedy(), needsOfficer: true)
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
func listed(_ years: some Sequence<Int>) -> String {
    years.map(String.init).joined(separator: ", ")
}
