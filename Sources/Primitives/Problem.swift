/// What a person is told when something may not be done: a code for the machine, a Vietnamese sentence for the person.
///
/// `Domain` and `Actions` throw nothing else on purpose; any other error is internal, logged and shown as a number only.
public struct Problem: Error, Hashable, Sendable {
    public enum Code: String, Sendable, CaseIterable {
        /// There is no such thing, or the person may not know that there is.
        case notFound
        /// The person sees the thing but may not do this to it.
        case notAllowed
        /// What was entered does not hold; `fields` say where.
        case invalid
        /// Somebody was faster, or the thing is not in a state for this.
        case conflict
        /// No rule of law is in force for that day.
        case notInForce
        /// The deadline is over.
        case tooLate
        /// Too many attempts in a short time.
        case tooMany
        /// Not signed in, or the session is over.
        case notSignedIn
    }

    public let code: Code
    /// What is wrong, where, and what to do: a sentence in Vietnamese.
    public let message: String
    public let fields: [FieldProblem]
    /// The clause it rests on, as text.
    public let legalBasis: String?

    public init(_ code: Code, _ message: String, fields: [FieldProblem] = [], legalBasis: String? = nil) {
        self.code = code
        self.message = message
        self.fields = fields
        self.legalBasis = legalBasis
    }

    /// What one may not see does not exist: the same words for both.
    public static func notFound(_ noun: String) -> Problem {
        Problem(
            .notFound,
            "Không tìm thấy \(noun). Có thể địa chỉ bị gõ sai, hoặc nội dung này không thuộc phạm vi của anh/chị.")
    }

    /// Everything wrong with what was entered, at once.
    public static func invalid(_ fields: [FieldProblem]) -> Problem {
        Problem(
            .invalid,
            fields.count == 1 ? fields[0].message : "Có \(fields.count) chỗ cần sửa. Nội dung đã nhập vẫn được giữ.",
            fields: fields)
    }
}

/// What is wrong with one field of a form.
public struct FieldProblem: Hashable, Sendable {
    /// The name of the field in the form.
    public let field: String
    public let message: String

    public init(_ field: String, _ message: String) {
        self.field = field
        self.message = message
    }
}
