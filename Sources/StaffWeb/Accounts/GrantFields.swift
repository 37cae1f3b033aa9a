import Domain
import Primitives
import WebSupport

/// The fields by which functions are granted: those held, each of which may be taken away, and one to be added. It takes no
/// script; further ones are added by saving again.
struct GrantFields {
    let units: [Unit]
    /// What is held now, with the name of the unit.
    var held: [(grant: Grant, unitName: String)] = []
    var kept: Set<String> = []
    var role = ""
    var unitID = ""
    var problems: [FieldProblem] = []

    static func value(_ grant: Grant) -> String { "\(grant.role.rawValue)@\(grant.unitID)" }

    static func grant(_ value: String) -> Grant? {
        let parts = value.split(separator: "@")
        guard parts.count == 2, let role = Role(rawValue: String(parts[0])), let unitID = ID<Unit>(parsing: parts[1])
        else { return nil }
        return Grant(role, at: unitID)
    }

    /// What a form grants: the boxes left on, and the one to be added.
    /// - Throws: `Problem(.invalid)` when only one of function and unit was chosen.
    static func read(_ form: FormData) throws -> [Grant] {
        var grants = form.all("giu").compactMap(grant)
        let role = Role(rawValue: form["vai-tro"])
        let unitID = ID<Unit>(parsing: form["don-vi"])
        switch (role, unitID) {
        case (let role?, let unitID?): grants.append(Grant(role, at: unitID))
        case (nil, nil): break
        case (nil, _):
            throw Problem.invalid([FieldProblem("vai-tro", "Chọn chức năng giao cho tài khoản ở đơn vị này.")])
        case (_, nil): throw Problem.invalid([FieldProblem("don-vi", "Chọn đơn vị nơi tài khoản làm chức năng này.")])
        }
        var seen: Set<Grant> = []
        return grants.filter { seen.insert($0).inserted }
    }

    private func error(_ field: String) -> String? { problems.first { $0.field == field }?.message }

    var html: HTML {
        let boxes: HTML =
            held.isEmpty
            ? ""
            : CheckboxGroup(
                name: "giu", label: "Chức năng đang giữ",
                options: held.map {
                    Option(value: GrantFields.value($0.grant), label: "\($0.grant.role.name), \($0.unitName)")
                },
                selected: kept, hint: "Bỏ dấu ở chức năng cần thu lại."
            ).html
        let none = [OptionGroup(options: [Option(value: "", label: "– Không thêm –")])]
        let byKind = Unit.Kind.allCases.compactMap { kind -> OptionGroup? in
            let options = units.filter { $0.kind == kind }.map { Option(value: $0.id.rawValue, label: $0.name) }
            return options.isEmpty ? nil : OptionGroup(label: kind.name, options: options)
        }
        return """
            \(boxes)
            <div class="form-grid">
            \(Select(
                name: "vai-tro", label: "Thêm chức năng",
                options: none + [OptionGroup(options: Role.allCases.map { Option(value: $0.rawValue, label: $0.name) })],
                selected: role, error: error("vai-tro")).html)
            \(Select(
                name: "don-vi", label: "Tại đơn vị", options: none + byKind, selected: unitID,
                hint: "Chức năng có hiệu lực ở đơn vị này và các đơn vị trực thuộc.", error: error("don-vi")).html)
            </div>
            """
    }
}
