import Primitives

/// Where a page of a list by name ended: a sort key and an identity, as written in the address of the next page.
struct NameCursor: Sendable {
    let sortKey: String
    let id: String

    init(sortKey: String, id: String) {
        self.sortKey = sortKey
        self.id = id
    }

    /// `nil` for an empty or spoilt text: then the list starts from its beginning.
    init?(_ text: String) {
        guard let mark = text.lastIndex(of: "_") else { return nil }
        let id = text[text.index(after: mark)...]
        guard ID<NameCursor>(parsing: id) != nil else { return nil }
        sortKey = String(text[..<mark])
        self.id = String(id)
    }

    var text: String { "\(sortKey)_\(id)" }
    var place: (sortKey: String, id: String) { (sortKey, id) }
}
