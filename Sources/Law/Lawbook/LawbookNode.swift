import Primitives
import Yams

/// One place in a YAML file, read strictly: a key that is not known, missing or of the wrong shape is an error with
/// file and key.
struct LawbookNode {
    let file: String
    let path: String
    let node: Node

    static func parse(_ text: String, file: String) throws -> LawbookNode {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw LawbookError(file: file, key: "", reason: "not readable as YAML: \(error)")
        }
        guard let node else { throw LawbookError(file: file, key: "", reason: "empty file") }
        return LawbookNode(file: file, path: "", node: node)
    }

    func error(_ reason: String) -> LawbookError { LawbookError(file: file, key: path, reason: reason) }

    func map() throws -> LawbookMap {
        guard let mapping = node.mapping else { throw error("must be a mapping") }
        var children: [String: LawbookNode] = [:]
        var order: [String] = []
        for (key, value) in mapping {
            guard let name = key.string else { throw error("a key must be text") }
            let child = LawbookNode(file: file, path: path.isEmpty ? name : "\(path).\(name)", node: value)
            guard children.updateValue(child, forKey: name) == nil else { throw child.error("appears twice") }
            order.append(name)
        }
        return LawbookMap(node: self, children: children, keys: order)
    }

    func list() throws -> [LawbookNode] {
        guard let sequence = node.sequence else { throw error("must be a list") }
        return sequence.enumerated().map { LawbookNode(file: file, path: "\(path)[\($0.offset)]", node: $0.element) }
    }

    func text() throws -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw error("must be text") }
        return text
    }

    func int() throws -> Int {
        guard let value = Int(try text()) else { throw error("must be a whole number") }
        return value
    }

    func date() throws -> CivilDate {
        guard let date = CivilDate(iso: try text()) else { throw error("must be a day such as 2024-01-01") }
        return date
    }

    func bool() throws -> Bool {
        switch try text() {
        case "true": true
        case "false": false
        default: throw error("must be true or false")
        }
    }

    /// A flag that can only be switched on.
    func mustBeTrue() throws {
        guard try bool() else { throw error("can only be true; leave the key out instead") }
    }

    func code() throws -> CatalogueCode {
        let text = try text()
        guard text.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }) else {
            throw error("a code has capitals and digits only")
        }
        return CatalogueCode(rawValue: text)
    }

    func value<Value: RawRepresentable>(_ type: Value.Type = Value.self) throws -> Value
    where Value.RawValue == String {
        let text = try text()
        guard let value = Value(rawValue: text) else { throw error("unknown value \"\(text)\"") }
        return value
    }
}

/// A mapping whose keys are all known.
struct LawbookMap {
    let node: LawbookNode
    let children: [String: LawbookNode]
    let keys: [String]

    /// Refuses every key that is not in `known`.
    func only(_ known: Set<String>) throws {
        for key in keys where !known.contains(key) {
            throw children[key]?.error("unknown key") ?? node.error("unknown key \(key)")
        }
    }

    subscript(key: String) -> LawbookNode? { children[key] }

    func required(_ key: String) throws -> LawbookNode {
        guard let child = children[key] else { throw node.error("key \"\(key)\" is missing") }
        return child
    }

    func list<Value>(_ key: String, _ read: (LawbookNode) throws -> Value) throws -> [Value] {
        try required(key).list().map(read)
    }

    func optionalList<Value>(_ key: String, _ read: (LawbookNode) throws -> Value) throws -> [Value]? {
        try children[key]?.list().map(read)
    }
}
