import Primitives

/// What is wrong with a text that must be given, as a problem of its field; empty when nothing is.
/// - Parameters:
///   - missing: what is asked for, as a sentence, when nothing was written.
///   - name: what the text is called when it is too long: `Lý do`.
func reasonProblems(
    _ text: String, field: String = "reason", missing: String, name: String = "Lý do", limit: Int = 2000
) -> [FieldProblem] {
    if text.isEmpty { return [FieldProblem(field, missing)] }
    guard text.count > limit else { return [] }
    return [FieldProblem(field, "\(name) dài quá \(groupedByThousands(limit)) ký tự. Rút gọn lại.")]
}

/// Lets a reason pass that says something.
/// - Throws: `Problem(.invalid)` at the field `reason`.
func requireReason(_ reason: String, _ missing: String) throws {
    let problems = reasonProblems(reason, missing: missing)
    guard problems.isEmpty else { throw Problem.invalid(problems) }
}
