import Primitives
import WebSupport

/// The address of a list with its filters, and with the place at which its next page begins.
///
/// Values are numbers, days, identities and our own words: nothing in them needs to be encoded.
struct ListAddress {
    let route: Route
    var fields: [(name: String, value: String)] = []

    func with(_ name: String, _ value: String?) -> ListAddress {
        var address = self
        address.fields.removeAll { $0.name == name }
        if let value, !value.isEmpty { address.fields.append((name, value)) }
        return address
    }

    var path: String {
        fields.isEmpty
            ? route.path() : route.path() + "?" + fields.map { $0.name + "=" + $0.value }.joined(separator: "&")
    }

    /// `key_identity`, as the pager writes it, taken apart.
    static func place(_ text: String) -> (key: String, id: String)? {
        let parts = text.split(separator: "_")
        guard parts.count == 2 else { return nil }
        return (String(parts[0]), String(parts[1]))
    }
}

/// What a person has typed into a form that comes back with problems; without one, what is stored.
struct TypedForm {
    var form: FormData?
    var problem: Problem?

    static let none = TypedForm()

    func value(_ name: String, or stored: String = "") -> String {
        guard let form, form.has(name) else { return stored }
        return form[name]
    }

    func error(_ name: String) -> String? { problem?.fields.first { $0.field == name }?.message }

    /// Stands at the top of the page. A problem with one field stands beside that field, and is linked from here.
    var summary: HTML {
        guard let problem else { return "" }
        let message = problem.fields.count == 1 ? nil : problem.message
        return ErrorSummary(problems: problem.fields, message: message).html
    }
}
