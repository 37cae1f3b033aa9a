import Primitives

/// The names of a result's columns, shared by all its rows.
public final class ColumnNames: Sendable {
    let positions: [String: Int]

    public init(_ names: [String]) {
        positions = Dictionary(
            names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }
}

/// One row of a result. Columns are read by name, and a column that is missing or of another kind is an error, never a blank.
public struct Row: Sendable {
    let columns: ColumnNames
    let values: [SQLValue]

    public init(columns: ColumnNames, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    func value(_ column: String) throws -> SQLValue {
        guard let position = columns.positions[column] else { throw RowError.noColumn(column) }
        return values[position]
    }

    public subscript<Value: SQLDecodable>(column: String) -> Value {
        get throws {
            let stored = try value(column)
            guard let decoded = Value(sqlValue: stored) else {
                throw RowError.notA(String(describing: Value.self), column: column, found: stored)
            }
            return decoded
        }
    }

    public subscript<Value: SQLDecodable>(column: String) -> Value? {
        get throws {
            let stored = try value(column)
            if stored == .null { return nil }
            guard let decoded = Value(sqlValue: stored) else {
                throw RowError.notA(String(describing: Value.self), column: column, found: stored)
            }
            return decoded
        }
    }

    public subscript<Value: RawRepresentable>(column: String) -> Value where Value.RawValue == String {
        get throws {
            let text: String = try self[column]
            guard let decoded = Value(rawValue: text) else {
                throw RowError.notA(String(describing: Value.self), column: column, found: .text(text))
            }
            return decoded
        }
    }

    public subscript<Value: RawRepresentable>(column: String) -> Value? where Value.RawValue == String {
        get throws {
            let text: String? = try self[column]
            guard let text else { return nil }
            guard let decoded = Value(rawValue: text) else {
                throw RowError.notA(String(describing: Value.self), column: column, found: .text(text))
            }
            return decoded
        }
    }
}

/// A statement and the code that reads its result disagree: a mistake of ours.
public enum RowError: Error, Equatable {
    case noColumn(String)
    case notA(String, column: String, found: SQLValue)
}
