extension HTML.StringInterpolation {
    /// A piece only when there is a value: `\(some: hint, { "<p>\($0)</p>" })`.
    ///
    /// `hint.map { "<p>\($0)</p>" }` would be text to the compiler, not markup, and come out escaped.
    public mutating func appendInterpolation<Value>(some value: Value?, _ piece: (Value) -> HTML) {
        if let value { appendInterpolation(piece(value)) }
    }
}
