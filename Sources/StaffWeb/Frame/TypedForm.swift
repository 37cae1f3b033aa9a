import Foundation
import Primitives
import Store
import WebSupport

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

/// What somebody has typed, when its form is gone from the page because another was faster: it is not lost with it.
struct KeptText {
    let label: String
    let text: String

    var html: HTML {
        guard !text.isEmpty else { return "" }
        return Card(
            title: label, body: "<p class=\"pre\">\(text)</p><p class=\"muted\">Nội dung này chưa được ghi.</p>",
            tone: .warning
        ).html
    }
}

/// Texts of a form that the answer refuses and does not show: the form is gone from the page, because its thing was closed,
/// withdrawn or handed on while they were written. Whoever wrote them reads them here and takes them along.
struct UnsavedTexts {
    private let texts: [String]

    /// What is shorter, or one word, is written again in a moment.
    private static let shortest = 12
    private static let openUpTo = 3

    init(_ form: FormData, notIn page: HTML) {
        // Browsers send CR LF, which is one character; a page may hold either.
        func withoutReturns(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.filter { $0 != UInt8(ascii: "\r") } }
        let shown = withoutReturns(page.bytes)
        var seen: Set<String> = []
        texts = form.fields.compactMap { field in
            let text = String(decoding: withoutReturns(field.value.utf8), as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            guard text.count >= UnsavedTexts.shortest, text.contains(where: \.isWhitespace) else { return nil }
            guard seen.insert(text).inserted else { return nil }
            return shown.firstRange(of: HTML(text: text).bytes) == nil ? text : nil
        }
    }

    var html: HTML {
        if texts.isEmpty { return "" }
        let list: HTML = "\(each: texts, { "<p class=\"pre\">\($0)</p>" })"
        let body: HTML =
            texts.count > UnsavedTexts.openUpTo
            ? "<details><summary>Xem \(texts.count) nội dung đã gõ</summary>\(list)</details>" : list
        return """
            <div class="notice warning"><p><strong>Nội dung anh/chị vừa gõ chưa được ghi.</strong> \
            Chép lại nếu còn cần.</p>\(body)</div>
            """
    }
}

extension Problem {
    /// Problems that are told on the form itself, with what was typed; the others have a page of their own.
    var isShownInForm: Bool { code == .invalid || code == .conflict || code == .notInForce || code == .tooLate }
}

extension StaffSite {
    /// A write to one thing: done, or its page again with what was typed and what is wrong.
    /// - Parameters:
    ///   - route: where the thing is seen.
    ///   - noun: the thing in a sentence: `phiên họp này`.
    ///   - act: does it, and says what is done and what comes next.
    ///   - page: the page of the thing, with what was typed.
    func write<Entity>(
        _ visit: Visit, _ form: FormData, to route: Route, _ noun: String,
        _ act: (ID<Entity>, Int) async throws -> String,
        again page: @escaping @Sendable (ID<Entity>, TypedForm, any ReadTransaction) throws -> StaffPage
    ) async throws -> Outcome {
        let id: ID<Entity> = try visit.id("id", noun)
        return try await attempt {
            let message = try await act(id, Int(form["version"]) ?? 0)
            return .done(route.path(id), .done(message))
        } again: { problem, tx in
            try page(id, TypedForm(form: form, problem: problem), tx)
        }
    }

    /// Does what a form asks for, or shows its page again with what is wrong.
    /// - Parameter page: the page with what was typed. After a conflict it shows the version of now, so that sending it again
    ///   replaces what the other has saved knowingly.
    func attempt(
        _ act: () async throws -> Outcome,
        again page: @escaping @Sendable (Problem, any ReadTransaction) throws -> StaffPage
    ) async throws -> Outcome {
        do {
            return try await act()
        } catch let problem as Problem where problem.isShownInForm {
            return .page(try await store.read { tx in try page(problem, tx) })
        }
    }
}
