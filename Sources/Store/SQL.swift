import Primitives

/// A value that a database keeps.
public enum SQLValue: Hashable, Sendable {
    case null
    case text(String)
    case integer(Int64)
    case boolean(Bool)
}

/// A piece of SQL in which every interpolated value is a bound parameter.
///
/// `"SELECT name FROM unit WHERE id = \(id)"` sends the text `… WHERE id = $1` and the value apart from it. Only another
/// `SQL` goes in as text, so an injection cannot be written by accident.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    enum Part: Sendable {
        case text(String)
        case value(SQLValue)
    }

    var parts: [Part]

    public init(stringLiteral value: String) { parts = [.text(value)] }

    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// SQL text that was written by us, not typed by anybody: the statements of a migration file.
    public init(trusted text: String) { parts = [.text(text)] }

    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        public mutating func appendInterpolation(_ sql: SQL) { parts.append(contentsOf: sql.parts) }

        public mutating func appendInterpolation<Value: SQLConvertible>(_ value: Value) {
            parts.append(.value(value.sqlValue))
        }

        public mutating func appendInterpolation<Value: SQLConvertible>(_ value: Value?) {
            parts.append(.value(value?.sqlValue ?? .null))
        }

        /// An identity, a state or a code: whatever is text underneath.
        public mutating func appendInterpolation<Value: RawRepresentable>(_ value: Value)
        where Value.RawValue == String {
            parts.append(.value(.text(value.rawValue)))
        }

        public mutating func appendInterpolation<Value: RawRepresentable>(_ value: Value?)
        where Value.RawValue == String {
            parts.append(.value(value.map { .text($0.rawValue) } ?? .null))
        }

        /// `id IN (\(anyOf: ids))`: one parameter for each. An empty list matches nothing.
        public mutating func appendInterpolation<Value: SQLConvertible>(anyOf values: some Sequence<Value>) {
            appendList(values.map(\.sqlValue))
        }

        public mutating func appendInterpolation<Value: RawRepresentable>(anyOf values: some Sequence<Value>)
        where Value.RawValue == String {
            appendList(values.map { .text($0.rawValue) })
        }

        private mutating func appendList(_ values: [SQLValue]) {
            guard !values.isEmpty else {
                parts.append(.text("NULL"))
                return
            }
            for (index, value) in values.enumerated() {
                if index > 0 { parts.append(.text(", ")) }
                parts.append(.value(value))
            }
        }
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.parts.append(contentsOf: right.parts)
        return sum
    }

    /// The conditions joined by AND; true when there are none.
    public static func all(_ conditions: [SQL]) -> SQL {
        guard let first = conditions.first else { return "1 = 1" }
        return conditions.dropFirst().reduce(first) { $0 + " AND " + $1 }
    }

    /// The conditions joined by OR, in brackets; false when there are none.
    public static func any(_ conditions: [SQL]) -> SQL {
        guard let first = conditions.first else { return "1 = 0" }
        return "(" + conditions.dropFirst().reduce(first) { $0 + " OR " + $1 } + ")"
    }

    /// At most `limit` of the rows of what stands from FROM on, to be counted.
    public static func upTo(_ limit: Int, _ from: SQL) -> SQL { "FROM (SELECT 1 \(from) LIMIT \(limit)) counted" }

    /// The rows of all these queries, one after the other. Queries of one shape, at least one.
    public static func union(_ queries: [SQL]) -> SQL {
        guard let first = queries.first else { return "SELECT NULL WHERE 1 = 0" }
        return queries.dropFirst().reduce(first) { $0 + " UNION ALL " + $1 }
    }

    /// The statement as sent to the engine: text with `$1`, `$2` … in order of appearance, and their values.
    public func rendered() -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .value(let value):
                values.append(value)
                text += "$\(values.count)"
            }
        }
        return (text, values)
    }
}

/// What can be bound as a parameter.
public protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

/// What can be read out of a column.
public protocol SQLDecodable {
    init?(sqlValue: SQLValue)
}

extension String: SQLConvertible, SQLDecodable {
    public var sqlValue: SQLValue { .text(self) }
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension Int: SQLConvertible, SQLDecodable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let value) = sqlValue else { return nil }
        self = Int(value)
    }
}

extension Int64: SQLConvertible, SQLDecodable {
    public var sqlValue: SQLValue { .integer(self) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let value) = sqlValue else { return nil }
        self = value
    }
}

extension Bool: SQLConvertible, SQLDecodable {
    public var sqlValue: SQLValue { .boolean(self) }
    public init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .boolean(let value): self = value
        case .integer(let value): self = value != 0
        default: return nil
        }
    }
}

extension CivilDate: SQLConvertible, SQLDecodable {
    public var sqlValue: SQLValue { .text(iso) }
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(iso: text)
    }
}

extension Instant: SQLConvertible, SQLDecodable {
    public var sqlValue: SQLValue { .text(iso) }
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(iso: text)
    }
}

extension Dong: SQLConvertible, SQLDecodable {
    public var sqlValue: SQLValue { .integer(amount) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let value) = sqlValue else { return nil }
        self.init(value)
    }
}

extension Points: SQLConvertible, SQLDecodable {
    public var sqlValue: SQLValue { .integer(hundredths) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let value) = sqlValue else { return nil }
        self.init(hundredths: value)
    }
}
