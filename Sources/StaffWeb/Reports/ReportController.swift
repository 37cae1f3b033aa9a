import Actions
import Domain
import Hummingbird
import Papers
import Primitives
import Records
import Store
import WebSupport

/// The pages and writes of reports, and the papers printed from them.
struct ReportController: Sendable {
    let site: StaffSite
    /// Each paper is a program of its own.
    private let queue = PaperQueue(limit: 2)

    init(site: StaffSite) { self.site = site }

    func addRoutes(to staff: StaffRoutes) {
        let (site, queue) = (site, queue)
        staff.page(.report) { visit, tx in try ReportPage.load(visit, try visit.id("báo cáo này"), in: tx).page }
        staff.page(.reportForm) { visit, tx in
            try ReportFormPage.load(visit, try visit.id("báo cáo này"), in: tx).page
        }
        staff.page(.reportWords) { visit, tx in
            try ReportWordsPage.load(visit, try visit.id("báo cáo này"), in: tx).page
        }
        staff.action(.changeReport) { visit, form in try await change(visit, form) }
        staff.action(.autosaveReport) { visit, form in try await autosave(visit, form) }
        addSteps(to: staff)
        staff.action(.addReportPaper, uploads: true) { visit, form in
            try await step(visit, form) { id, _ in
                _ = try await site.store.read { tx in try Gate.report(id, for: visit.actor, may: .edit, in: tx) }
                guard let file = form.files["file"] else {
                    throw Problem.invalid([FieldProblem("file", "Chọn tệp để tải lên.")])
                }
                _ = try await AddReportPaper(id: id, fileName: file.fileName, content: file.bytes).run(
                    by: visit.actor, files: site.files, on: site.store)
                return "Đã tải lên “\(file.fileName)”."
            }
        }
        staff.action(.removeReportPaper) { visit, form in
            let attachment: ID<Attachment> = try visit.id("attachment", "văn bản này")
            return try await step(visit, form) { id, _ in
                try await RemoveReportPaper(reportID: id, id: attachment).run(by: visit.actor, on: site.store)
                return "Đã gỡ văn bản."
            }
        }
        staff.response(.reportPaper) { visit in
            let printed = try await printed(visit)
            let bytes = try await queue.make { try await site.papers.reportPDF(printed.paper(isDemo: site.isDemo)) }
            return .download(
                bytes, mediaType: "application/pdf", fileName: printed.fileName("pdf"), isInline: true)
        }
        staff.response(.reportDocument) { visit in
            let printed = try await printed(visit)
            return .download(
                site.papers.reportDOCX(printed.paper(isDemo: site.isDemo)), mediaType: Papers.documentMediaType,
                fileName: printed.fileName("docx"))
        }
    }

    private func addSteps(to staff: StaffRoutes) {
        let site = site
        staff.action(.takeFigures) { visit, form in
            try await step(visit, form) { id, version in
                try await TakeFigures(id: id, version: version, reason: form["reason"]).run(
                    by: visit.actor, on: site.store)
                return "Đã lấy số liệu của các báo cáo đã nhận. Xem lại phần viết rồi trình duyệt."
            }
        }
        staff.action(.passReportOn) { visit, form in
            try await step(visit, form) { id, version in
                let asked = try await PassReportOn(
                    id: id, version: version,
                    units: Set(form.all("units").compactMap { ID<Unit>(parsing: $0) }), dueOn: form["passOnDue"]
                ).run(by: visit.actor, on: site.store)
                return "Đã yêu cầu \(asked) đơn vị trực thuộc báo cáo."
            }
        }
        staff.action(.submitReport) { visit, form in
            try await step(visit, form) { id, version in
                try await SubmitReport(id: id, version: version).run(by: visit.actor, on: site.store)
                return "Đã trình duyệt; người duyệt đã được báo. Theo dõi ở trang này."
            }
        }
        staff.action(.returnReport) { visit, form in
            try await step(visit, form) { id, version in
                try await ReturnReport(id: id, version: version, reason: form["reason"]).run(
                    by: visit.actor, on: site.store)
                return "Đã trả lại báo cáo kèm lý do; người lập đã được báo."
            }
        }
        staff.action(.sendReport) { visit, form in
            try await step(visit, form) { id, version in
                let late = try await SendReport(id: id, version: version).run(by: visit.actor, on: site.store)
                return late > 0 ? "Đã duyệt và gửi báo cáo, muộn \(late) ngày." : "Đã duyệt và gửi báo cáo đúng hạn."
            }
        }
        staff.action(.acceptReport) { visit, form in
            try await step(visit, form) { id, version in
                try await AcceptReport(id: id, version: version).run(by: visit.actor, on: site.store)
                return "Đã nhận báo cáo. Số liệu được tính khi lấy số liệu mới ở báo cáo tổng hợp."
            }
        }
        staff.action(.approveReport) { visit, form in
            try await step(visit, form) { id, version in
                try await ApproveReport(
                    id: id, version: version, number: form["number"], signedOn: form["signedOn"],
                    signerName: form["signerName"]
                ).run(by: visit.actor, on: site.store)
                return "Đã duyệt báo cáo tổng hợp. Tải bản in hoặc bản Word để gửi Ủy ban nhân dân tỉnh."
            }
        }
    }

    private func step(
        _ visit: Visit, _ form: FormData, _ act: (ID<Report>, Int) async throws -> String
    ) async throws -> Outcome {
        try await site.write(visit, form, to: .report, "báo cáo này", act) { id, typed, tx in
            try ReportPage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private func change(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Report> = try visit.id("báo cáo này")
        let typed = ReportFormPage.typed(form)
        let version = Int(form["version"]) ?? 0
        return try await site.attempt {
            _ = try await ChangeReport(id: id, version: version, typed: typed).run(by: visit.actor, on: site.store)
            return .done(Route.report.path(id), .done("Đã lưu báo cáo."))
        } again: { problem, tx in
            // After a conflict the version of now stands in the form: sending it again replaces the other's knowingly.
            try ReportFormPage.load(
                visit, id, typed: typed, version: problem.code == .conflict ? nil : version, problem: problem, in: tx
            ).page
        }
    }

    private func autosave(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let id: ID<Report> = try visit.id("báo cáo này")
        do {
            let version = try await ChangeReport(
                id: id, version: Int(form["version"]) ?? 0, typed: ReportFormPage.typed(form)
            ).run(by: visit.actor, on: site.store)
            return .fragment(
                "\(SaveState(text: "Đã lưu lúc \(visit.now.timeOfDay)").html)\(VersionField(version: version, isOutOfBand: true).html)"
            )
        } catch let problem as Problem where problem.code == .invalid || problem.code == .conflict {
            return .fragment(
                SaveState(text: "Chưa lưu: \(problem.fields.first?.message ?? problem.message)", isSaved: false).html)
        }
    }

    private func printed(_ visit: Visit) async throws -> PrintedReport {
        let id: ID<Report> = try visit.id("báo cáo này")
        return try await site.store.read { tx in
            try PrintedReport(try Gate.report(id, for: visit.actor, may: .view, in: tx), in: tx)
        }
    }
}
