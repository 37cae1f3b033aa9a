import Primitives
import WebSupport

/// The address of a list with its filters, and with the place at which its next page begins.
///
/// Fields that say nothing are left out.
struct ListAddress {
    let route: Route
    var fields: [(name: String, value: String)] = []

    func with(_ name: String, _ value: String?) -> ListAddress {
        var address = self
        address.fields.removeAll { $0.name == name }
        if let value, !value.isEmpty { address.fields.append((name, value)) }
        return address
    }

    var path: String { address(route.path(), fields.map { ($0.name, $0.value) }) }

    /// `key_identity`, as the pager writes it, taken apart.
    static func place(_ text: String) -> (key: String, id: String)? {
        let parts = text.split(separator: "_")
        guard parts.count == 2 else { return nil }
        return (String(parts[0]), String(parts[1]))
    }
}
