import Actions
import Domain
import Hummingbird
import Papers
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of difficulties, and of the questions and answers made of them.
struct DifficultyController: Sendable {
    let site: StaffSite
    /// Each paper is a program of its own.
    private let queue = PaperQueue(limit: 1)

    init(site: StaffSite) { self.site = site }

    func addRoutes(to staff: StaffRoutes) {
        staff.page(.difficulties) { visit, tx in try DifficultyListPage(visit, in: tx).page }
        staff.page(.newDifficulty) { visit, tx in try NewDifficultyPage(visit, in: tx).page }
        staff.page(.difficulty) { visit, tx in
            try DifficultyPage(visit, id: try visit.id("vướng mắc này"), in: tx).page
        }
        staff.page(.sharedQuestions) { visit, tx in try SharedQuestionListPage(visit, in: tx).page }
        staff.page(.sharedQuestion) { visit, tx in
            try SharedQuestionPage(visit, id: try visit.id("hỏi đáp này"), in: tx).page
        }
        staff.page(.difficultySummary) { visit, tx in try DifficultySummaryPage(visit, in: tx).page }
        staff.page(.difficultySettings) { visit, tx in try DifficultySettingsPage(visit, in: tx).page }
        staff.response(.difficultySummaryTable) { visit in
            let page = try await site.store.read { tx in try DifficultySummaryPage(visit, in: tx) }
            return .download(page.table.bytes, mediaType: "text/csv; charset=utf-8", fileName: "vuong-mac.csv")
        }
        staff.response(.difficultySummaryPaper) { [queue] visit in
            let printed = try await printed(visit)
            let bytes = try await queue.make { try await site.papers.reportPDF(printed.paper(isDemo: site.isDemo)) }
            return .download(bytes, mediaType: "application/pdf", fileName: printed.fileName("pdf"), isInline: true)
        }
        staff.response(.difficultySummaryDocument) { visit in
            let printed = try await printed(visit)
            return .download(
                site.papers.reportDOCX(printed.paper(isDemo: site.isDemo)), mediaType: Papers.documentMediaType,
                fileName: printed.fileName("docx"))
        }
        staff.action(.raiseDifficulty, uploads: true) { visit, form in try await raise(visit, form) }
        staff.action(.setDifficultySettings) { visit, form in try await settings(visit, form) }
        addSteps(to: staff)
    }

    private func addSteps(to staff: StaffRoutes) {
        let lawbook = site.lawbook
        let store = site.store
        staff.action(.assignDifficulty) { visit, form in
            try await write(visit, form) { id, version in
                let name = try await AssignDifficulty(id: id, version: version, handler: form["handler"]).run(
                    by: visit.actor, on: store)
                return "Đã phân công cho \(name)."
            }
        }
        staff.action(.askBack) { visit, form in
            try await write(visit, form) { id, version in
                try await AskBack(id: id, version: version, text: form["request"]).run(by: visit.actor, on: store)
                return "Đã hỏi lại đơn vị. Thời gian trả lời tính lại từ khi đơn vị bổ sung."
            }
        }
        staff.action(.supplementDifficulty) { visit, form in
            try await write(visit, form) { id, version in
                try await SupplementDifficulty(id: id, version: version, text: form["supplement"]).run(
                    by: visit.actor, lawbook: lawbook, on: store)
                return "Đã gửi phần bổ sung tới Sở Nội vụ."
            }
        }
        staff.action(.answerDifficulty) { visit, form in
            try await write(visit, form) { id, version in
                try await AnswerDifficulty(id: id, version: version, text: form["answer"], basis: form["basis"]).run(
                    by: visit.actor, lawbook: lawbook, on: store)
                return "Đã trả lời; đơn vị đã được báo. Nếu câu trả lời có ích cho nơi khác, chia sẻ ở phần dưới."
            }
        }
        staff.action(.closeDifficulty) { visit, form in
            try await write(visit, form) { id, version in
                try await CloseDifficulty(id: id, version: version).run(by: visit.actor, on: store)
                return "Đã kết thúc vướng mắc này."
            }
        }
        staff.action(.reopenDifficulty) { visit, form in
            try await write(visit, form) { id, version in
                try await ReopenDifficulty(id: id, version: version, reason: form["reason"]).run(
                    by: visit.actor, lawbook: lawbook, on: store)
                return "Đã đề nghị Sở Nội vụ trả lời lại."
            }
        }
        staff.action(.shareQuestion) { visit, form in
            try await write(visit, form) { id, version in
                try await ShareQuestion(
                    id: id, version: version, question: form["question"], answer: form["sharedAnswer"],
                    basis: form["sharedBasis"], namesUnit: form["namesUnit"] == "1"
                ).run(by: visit.actor, on: store)
                return "Đã chia sẻ: mọi cán bộ tìm thấy ở mục Hỏi đáp."
            }
        }
        staff.action(.withdrawQuestion) { visit, form in
            try await write(visit, form) { id, version in
                try await WithdrawQuestion(id: id, version: version, reason: form["withdrawReason"]).run(
                    by: visit.actor, on: store)
                return "Đã thôi chia sẻ hỏi đáp này."
            }
        }
    }

    private func write(
        _ visit: Visit, _ form: FormData, _ act: (ID<Difficulty>, Int) async throws -> String
    ) async throws -> Outcome {
        try await site.write(visit, form, to: .difficulty, "vướng mắc này", act) { id, typed, tx in
            try DifficultyPage(visit, id: id, typed: typed, in: tx).page
        }
    }

    private func printed(_ visit: Visit) async throws -> PrintedDifficulties {
        try await site.store.read { tx in try PrintedDifficulties(DifficultySummaryPage(visit, in: tx), in: tx) }
    }

    private func raise(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.attempt {
            guard let unitID = ID<Unit>(parsing: form["unit"]) else { throw Problem.notFound("đơn vị này") }
            let id = try await RaiseDifficulty(
                unitID: unitID, theme: form["theme"], subject: form["subject"], text: form["text"],
                mayNameUnit: form["mayNameUnit"] == "1", pageAddress: form["trang"], pageTitle: form["ten"],
                file: form.files["file"].map { RaiseDifficulty.File(name: $0.fileName, content: $0.bytes) }
            ).run(
                by: visit.actor, lawbook: site.lawbook, files: site.files,
                on: site.once(visit, form) { (id: ID<Difficulty>) in Route.difficulty.path(id) })
            return .done(
                Route.difficulty.path(id),
                .done("Đã gửi Sở Nội vụ. Khi có trả lời, anh/chị thấy ở Việc cần làm và Thông báo."))
        } again: { problem, tx in
            try NewDifficultyPage(visit, typed: TypedForm(form: form, problem: problem), in: tx).page
        }
    }

    private func settings(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.attempt {
            try await SetDifficultySettings(answerDays: form["answerDays"], newTheme: form["newTheme"]).run(
                by: visit.actor, on: site.store)
            return .done(Route.difficultySettings.path(), .done("Đã lưu. Vướng mắc gửi từ nay theo thời gian mới."))
        } again: { problem, tx in
            try DifficultySettingsPage(visit, typed: TypedForm(form: form, problem: problem), in: tx).page
        }
    }
}
