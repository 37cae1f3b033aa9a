import Primitives
import Yams

/// Decodes any `Decodable` from a YAML node and remembers which keys were asked for, so that a key nobody asked for is an
/// error. What a type can read is thereby what a file may say: there is no second list of keys to keep.
struct StrictDecoder: Decoder {
    /// One mapping of the file, and what the types have looked for in it.
    final class Asked {
        let path: String
        let node: Node.Mapping
        var keys: Set<String> = []
        init(path: String, node: Node.Mapping) {
            self.path = path
            self.node = node
        }
    }

    /// All mappings that were entered.
    final class Trail {
        var mappings: [String: Asked] = [:]
        var order: [String] = []

        func entered(_ path: String, _ node: Node.Mapping) -> Asked {
            if let known = mappings[path] { return known }
            let asked = Asked(path: path, node: node)
            mappings[path] = asked
            order.append(path)
            return asked
        }
    }

    let node: Node
    let path: String
    let trail: Trail

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// - Returns: the value, and one fault for every key that means nothing.
    static func decode<Value: Decodable>(_ type: Value.Type, from node: Node, path: String = "") throws
        -> (value: Value, unknown: [CaseFault])
    {
        let trail = Trail()
        let value: Value = try StrictDecoder(node: node, path: path, trail: trail).value()
        var unknown: [CaseFault] = []
        for asked in trail.order.compactMap({ trail.mappings[$0] }) {
            for (key, _) in asked.node {
                let name = key.scalar?.string ?? ""
                guard !asked.keys.contains(name) else { continue }
                let known = asked.keys.sorted().joined(separator: ", ")
                unknown.append(
                    CaseFault(
                        line: key.mark?.line, key: Self.joined(asked.path, name),
                        reason: "unknown key (known: \(known))"))
            }
        }
        return (value, unknown)
    }

    static func joined(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func fault(_ reason: String) -> CaseFault { CaseFault(line: node.mark?.line, key: path, reason: reason) }

    var isNull: Bool {
        guard let scalar = node.scalar, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    /// The value of this node, with every fault told by line and key.
    func value<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        func scalar() throws -> String {
            guard let text = node.scalar?.string else { throw fault("must be a single value") }
            if isNull { throw fault("must not be empty") }
            return text
        }
        func cast(_ value: Any) throws -> Value {
            guard let value = value as? Value else { throw fault("cannot be read") }
            return value
        }
        switch Value.self {
        case is String.Type: return try cast(scalar())
        case is Int.Type:
            guard let number = Int(try scalar()) else { throw fault("must be a whole number") }
            return try cast(number)
        case is Int64.Type:
            guard let number = Int64(try scalar()) else { throw fault("must be a whole number") }
            return try cast(number)
        case is Bool.Type:
            switch try scalar() {
            case "true": return try cast(true)
            case "false": return try cast(false)
            default: throw fault("must be true or false")
            }
        case is CivilDate.Type:
            guard let day = CivilDate(iso: try scalar()) else { throw fault("must be a day such as 2026-03-15") }
            return try cast(day)
        default:
            do {
                return try Value(from: self)
            } catch let fault as CaseFault {
                throw fault
            } catch let error as DecodingError {
                throw fault(reason(error, for: type))
            }
        }
    }

    private func reason<Value>(_ error: DecodingError, for type: Value.Type) -> String {
        switch error {
        case .keyNotFound(let key, _): return "key \"\(key.stringValue)\" is missing"
        case .dataCorrupted(let context):
            guard let text = node.scalar?.string else { return context.debugDescription }
            guard let choice = type as? any CaseIterable.Type else {
                return "unknown value \"\(text)\""
            }
            return "unknown value \"\(text)\" (known: \(Self.names(of: choice)))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): return context.debugDescription
        @unknown default: return "cannot be read"
        }
    }

    private static func names(of type: (some CaseIterable).Type) -> String {
        type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }.joined(separator: ", ")
    }

    // MARK: Decoder

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let written = node.mapping else { throw fault("must be a mapping with keys") }
        let mapping = try merged(written)
        return KeyedDecodingContainer(Keyed<Key>(decoder: self, mapping: mapping, asked: trail.entered(path, mapping)))
    }

    /// The mapping with what its merge key `<<` brings in; what is written in the mapping itself wins.
    private func merged(_ written: Node.Mapping) throws -> Node.Mapping {
        func isMerge(_ key: Node) -> Bool { key.scalar.map { $0.string == "<<" && $0.style == .plain } ?? false }
        guard let base = written.first(where: { isMerge($0.key) })?.value else { return written }
        var pairs = written.filter { !isMerge($0.key) }.map { ($0.key, $0.value) }
        for source in base.sequence.map(Array.init) ?? [base] {
            guard let mapping = source.mapping else { throw fault("only mappings can be merged with <<") }
            for (key, value) in try merged(mapping)
            where !pairs.contains(where: { $0.0.scalar?.string == key.scalar?.string }) {
                pairs.append((key, value))
            }
        }
        return Node.Mapping(pairs)
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let sequence = node.sequence else { throw fault("must be a list") }
        return Listed(decoder: self, items: Array(sequence))
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(decoder: self) }

    struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let decoder: StrictDecoder
        let mapping: Node.Mapping
        let asked: Asked

        var codingPath: [any CodingKey] { [] }
        /// For dictionaries, whose keys are all welcome.
        var allKeys: [Key] { mapping.keys.compactMap { $0.scalar.flatMap { Key(stringValue: $0.string) } } }

        private func child(_ key: Key) -> StrictDecoder? {
            asked.keys.insert(key.stringValue)
            guard let node = mapping.first(where: { $0.key.scalar?.string == key.stringValue })?.value else {
                return nil
            }
            return StrictDecoder(
                node: node, path: StrictDecoder.joined(decoder.path, key.stringValue), trail: decoder.trail)
        }

        private func required(_ key: Key) throws -> StrictDecoder {
            guard let child = child(key) else { throw decoder.fault("key \"\(key.stringValue)\" is missing") }
            return child
        }

        func contains(_ key: Key) -> Bool { child(key) != nil }
        func decodeNil(forKey key: Key) throws -> Bool { child(key)?.isNull ?? true }
        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            try required(key).value()
        }
        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
            -> KeyedDecodingContainer<Nested>
        { try required(key).container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try required(key).unkeyedContainer()
        }
        func superDecoder() throws -> any Decoder { decoder }
        func superDecoder(forKey key: Key) throws -> any Decoder { try required(key) }
    }

    struct Listed: UnkeyedDecodingContainer {
        let decoder: StrictDecoder
        let items: [Node]
        var currentIndex = 0

        init(decoder: StrictDecoder, items: [Node]) {
            self.decoder = decoder
            self.items = items
        }

        var codingPath: [any CodingKey] { [] }
        var count: Int? { items.count }
        var isAtEnd: Bool { currentIndex >= items.count }

        private mutating func next() throws -> StrictDecoder {
            guard !isAtEnd else { throw decoder.fault("has too few entries") }
            defer { currentIndex += 1 }
            return StrictDecoder(
                node: items[currentIndex], path: "\(decoder.path)[\(currentIndex)]", trail: decoder.trail)
        }

        mutating func decodeNil() throws -> Bool { false }
        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().value() }
        mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws
            -> KeyedDecodingContainer<Nested>
        { try next().container(keyedBy: type) }
        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            try next().unkeyedContainer()
        }
        mutating func superDecoder() throws -> any Decoder { try next() }
    }

    struct Single: SingleValueDecodingContainer {
        let decoder: StrictDecoder
        var codingPath: [any CodingKey] { [] }
        func decodeNil() -> Bool { decoder.isNull }
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.value() }
    }
}

/// What is wrong in a file of cases. For the person who writes the file, so in English, with line, case and key.
public struct CaseFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// From 1.
    public let line: Int?
    /// The case, when its id could be read.
    public let caseID: String?
    /// `facts.years[0].rating`. Empty when the case or the file as a whole is wrong.
    public let key: String
    public let reason: String

    public init(file: String = "", line: Int? = nil, caseID: String? = nil, key: String = "", reason: String) {
        self.file = file
        self.line = line
        self.caseID = caseID
        self.key = key
        self.reason = reason
    }

    func at(file: String, caseID: String?) -> CaseFault {
        CaseFault(file: file, line: line, caseID: caseID, key: key, reason: reason)
    }

    public var description: String {
        [line.map { "\(file):\($0)" } ?? file, caseID ?? "", key, reason].filter { !$0.isEmpty }
            .joined(separator: ": ")
    }
}
