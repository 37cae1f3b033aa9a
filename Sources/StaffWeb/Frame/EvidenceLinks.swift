import WebSupport

/// The address of the row that a finding rests on: `person/<id>#rating-2024`, `unit/<id>#year-2025`, `dossier/<id>`, `movement/<id>`.
func evidenceLink(_ ref: String) -> String? {
    let parts = ref.split(separator: "#", maxSplits: 1)
    let owner = parts.first?.split(separator: "/") ?? []
    guard owner.count == 2 else { return nil }
    let route: Route
    switch owner[0] {
    case "person": route = .person
    case "unit": route = .unit
    case "dossier": route = .dossier
    case "movement": route = .movement
    default: return nil
    }
    return route.path(owner[1]) + (parts.count == 2 ? "#\(parts[1])" : "")
}
