import Primitives

/// The fields of the templates `letter` and `letter-docx`. Who edits them may use these names and no others.
enum LetterView {
    static let fields: [ViewField<LetterPaper>] = [
        .text("issuerParent") { $0.issuerParent },
        .texts("issuer") { $0.issuer },
        .text("number") { DecisionView.writtenNumber($0.number) },
        .text("symbol") { $0.symbol },
        .text("place", mayBeLeftOut: true) { $0.place },
        .text("date") { $0.date },
        .text("abstract") { $0.abstract },
        .text("salutation") { $0.salutations.count == 1 ? $0.salutations.first : nil },
        .texts("salutations") { $0.salutations.count == 1 ? [] : DecisionView.punctuated($0.salutations) },
        .texts("bases") { DecisionView.punctuated($0.bases) },
        .rows("opening", of: PaperTextView.paragraphFields) { $0.opening },
        .rows("sections", of: PaperTextView.sectionFields) { $0.sections },
        .rows("closing", of: PaperTextView.paragraphFields) { $0.closing },
        .texts("recipients") { DecisionView.punctuated($0.recipients) },
        .texts("capacityLines") { $0.signature.capacityLines },
        .text("signer") { $0.signature.name },
        .flag("hasAssignments") { !$0.assignments.isEmpty },
        .rows("assignments", of: assignmentFields) { $0.assignments },
        .text("demoMark") { $0.isDemo ? DecisionView.demoMark : nil },
    ]

    /// In a Word document the mark of made-up data stands in the footer, which is no template.
    static let documentFields = fields.filter { $0.declaration.name != "demoMark" }

    private static let assignmentFields: [ViewField<LetterPaper.Assignment>] = [
        .text("taskNumber") { $0.number },
        .text("task") { $0.task },
        .text("responsible") { $0.responsible },
        .text("coordinators") { $0.coordinators },
        .text("due") { $0.due },
    ]
}
