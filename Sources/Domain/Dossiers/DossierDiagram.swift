/// The life of a dossier as a page of documentation, drawn from ``Dossier/transitions``.
public enum DossierDiagram {
    /// The text of docs/states/dossier.md.
    public static var markdown: String {
        var text = """
            # States of a dossier

            Drawn from `Dossier.transitions` by `bangvang states`; a test keeps this page and the code equal.

            ```mermaid
            stateDiagram-v2

            """
        for state in Dossier.State.allCases { text += "    \(state.rawValue): \(state.name)\n" }
        text += "    [*] --> \(Dossier.State.draft.rawValue)\n"
        for step in Dossier.transitions {
            text += "    \(step.from.rawValue) --> \(step.to.rawValue): \(step.act.verb)\n"
        }
        let ends = Dossier.State.allCases.filter { state in !Dossier.transitions.contains { $0.from == state } }
        for state in ends { text += "    \(state.rawValue) --> [*]\n" }
        text += """
            ```

            | From | Act | To |
            |---|---|---|

            """
        for step in Dossier.transitions {
            text +=
                "| `\(step.from.rawValue)` \(step.from.name) | `\(step.act.rawValue)` \(step.act.verb) "
                + "| `\(step.to.rawValue)` \(step.to.name) |\n"
        }
        return text
    }
}
