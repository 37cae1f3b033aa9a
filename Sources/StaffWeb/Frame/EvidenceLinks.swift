import Domain
import Primitives
import WebSupport

/// The address of the row a finding rests on: `person/<id>#rating-2024`, `unit/<id>#year-2025`, `dossier/<id>`,
/// `movement/<id>`. `nil` for anything else.
func evidenceLink(_ ref: String) -> String? {
    let parts = ref.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let place = parts[0].split(separator: "/", omittingEmptySubsequences: false)
    guard place.count == 2, let id = ID<EvidencePlace>(parsing: place[1]) else { return nil }
    let path: String
    switch place[0] {
    case "person": path = Route.person.path(id)
    case "unit": path = Route.unit.path(id)
    case "dossier": path = Route.dossier.path(id)
    case "movement": path = Route.movement.path(id)
    default: return nil
    }
    guard parts.count == 2 else { return path }
    let isPlain = parts[1].utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }
    return isPlain ? path + "#" + parts[1] : path
}

private enum EvidencePlace {}
