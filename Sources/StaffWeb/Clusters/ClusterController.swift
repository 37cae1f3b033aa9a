import Actions
import Domain
import Primitives
import Records
import Store
import WebSupport

/// Clusters and blocs of emulation: *Cụm, khối thi đua*.
struct ClusterController: Sendable {
    let site: StaffSite
    private static let noun = "cụm, khối thi đua này"

    func addRoutes(_ staff: StaffRoutes) {
        let site = site
        staff.page(.clusters) { visit, tx in try ClusterListPage.load(visit, in: tx).page }
        staff.page(.unplacedUnits) { visit, tx in try UnplacedUnitsPage.load(visit, in: tx).page }
        staff.page(.newCluster) { visit, tx in try ClusterFormPage.new(visit, in: tx).page }
        staff.page(.divisionForm) { visit, tx in try DivisionPage.load(visit, in: tx).page }
        staff.page(.cluster) { visit, tx in try ClusterPage.load(visit, try visit.id(Self.noun), in: tx).page }
        staff.page(.clusterForm) { visit, tx in
            try ClusterFormPage.existing(visit, try visit.id(Self.noun), in: tx).page
        }
        staff.page(.clusterMembersForm) { visit, tx in
            try ClusterMembersPage.load(visit, try visit.id(Self.noun), in: tx).page
        }
        staff.action(.setUpCluster) { visit, form in
            try await site.attempt {
                let id = try await SetUpCluster(ClusterFormPage.content(form)).run(
                    by: visit.actor, on: site.once(visit, form) { (id: ID<Cluster>) in Route.cluster.path(id) })
                return .done(
                    Route.cluster.path(id), .done("Đã lập. Tiếp theo: thêm đơn vị, rồi ghi trưởng, phó của năm."))
            } again: { problem, tx in
                try ClusterFormPage.new(visit, typed: TypedForm(form: form, problem: problem), in: tx).page
            }
        }
        staff.action(.changeCluster) { visit, form in
            try await site.write(visit, form, to: .cluster, Self.noun) { (id: ID<Cluster>, version) in
                try await ChangeCluster(id: id, version: version, typed: ClusterFormPage.content(form))
                    .run(by: visit.actor, on: site.store)
                return "Đã lưu thay đổi."
            } again: { id, typed, tx in
                try ClusterFormPage.existing(visit, id, typed: typed, in: tx).page
            }
        }
        addImport(staff)
        staff.action(.addClusterMembers) { visit, form in try await add(visit, form) }
        staff.action(.divideUnits) { visit, form in try await divide(visit, form) }
        staff.action(.endClusterMemberships) { visit, form in
            try await step(visit, form) { id, version in
                let members = Set(form.all("members").compactMap { ID<ClusterMembership>(parsing: $0) })
                let count = try await EndClusterMemberships(
                    id: id, version: version, members: members, until: form["until"], reason: form["reason"]
                ).run(by: visit.actor, on: site.store)
                return "Đã ghi \(groupedByThousands(count)) đơn vị thôi tham gia."
            }
        }
        staff.action(.removeClusterMemberships) { visit, form in
            try await step(visit, form) { id, version in
                let members = Set(form.all("mistaken").compactMap { ID<ClusterMembership>(parsing: $0) })
                let count = try await RemoveClusterMemberships(
                    id: id, version: version, members: members, reason: form["reason"]
                ).run(by: visit.actor, on: site.once(visit, form) { (_: Int) in Route.cluster.path(id) })
                return "Đã xóa \(groupedByThousands(count)) đơn vị ghi nhầm."
            }
        }
        staff.action(.setClusterTerm) { visit, form in
            try await step(visit, form) { id, version in
                try await SetClusterTerm(
                    id: id, version: version, year: form["year"], chair: ID<Unit>(parsing: form["chair"]),
                    deputies: form.all("deputies").compactMap { ID<Unit>(parsing: $0) }
                ).run(by: visit.actor, on: site.store)
                return "Đã ghi trưởng, phó năm \(VietnameseText.tidied(form["year"]))."
            }
        }
        staff.action(.endCluster) { visit, form in
            try await step(visit, form) { id, version in
                try await EndCluster(id: id, version: version, until: form["until"], reason: form["reason"])
                    .run(by: visit.actor, on: site.store)
                return VietnameseText.tidied(form["until"]).isEmpty
                    ? "Đã bỏ ngày kết thúc; cụm, khối hoạt động tiếp." : "Đã ghi ngày kết thúc."
            }
        }
    }

    private func addImport(_ staff: StaffRoutes) {
        let site = site
        staff.response(.divisionSheet) { visit in try await DivisionSheet.response(visit, on: site.store) }
        staff.page(.divisionImportForm) { visit, tx in try DivisionImportFormPage.load(visit, in: tx).page }
        staff.page(.divisionImport) { visit, tx in try DivisionImportPage.load(visit, in: tx).page }
        staff.action(.previewDivisionImport, uploads: true) { visit, form in
            let file = form.files["tep"]
            return try await site.attempt {
                let id = try await PreviewDivisionImport(
                    fileName: file?.fileName ?? "", bytes: file?.bytes ?? [], from: form["from"], reason: form["reason"]
                ).run(by: visit.actor, on: site.store)
                return .go(Route.divisionImport.path(id))
            } again: { problem, tx in
                try DivisionImportFormPage.load(visit, typed: TypedForm(form: form, problem: problem), in: tx).page
            }
        }
        staff.action(.confirmDivisionImport) { visit, form in
            try await site.attempt {
                let plan = try await ConfirmDivisionImport(
                    id: try visit.id("lần nhập này"), versions: DivisionPage.choices(form).versions
                ).run(by: visit.actor, on: site.store)
                return .done(Route.clusters.path(), .done(DivisionImportPage.words(done: plan)))
            } again: { problem, tx in
                try DivisionImportPage.load(visit, typed: TypedForm(form: form, problem: problem), in: tx).page
            }
        }
    }

    /// A step of one cluster: done, or its page again with what was typed and what is wrong.
    private func step(
        _ visit: Visit, _ form: FormData, _ act: (ID<Cluster>, Int) async throws -> String
    ) async throws -> Outcome {
        try await site.write(visit, form, to: .cluster, Self.noun, act) { id, typed, tx in
            try ClusterPage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private func add(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        try await site.write(visit, form, to: .cluster, Self.noun) { (id: ID<Cluster>, version) in
            let done = try await AddClusterMembers(
                id: id, version: version, units: Set(form.all("units").compactMap { ID<Unit>(parsing: $0) }),
                lines: form["lines"], from: form["from"], reason: form["reason"],
                others: OtherClusters(rawValue: form["others"])
            ).run(
                by: visit.actor,
                on: site.once(visit, form) { (_: AddClusterMembers.Result) in Route.cluster.path(id) })
            return words(added: done.added, moved: done.moved, twice: done.twice)
        } again: { id, typed, tx in
            try ClusterMembersPage.load(visit, id, typed: typed, in: tx).page
        }
    }

    private func divide(_ visit: Visit, _ form: FormData) async throws -> Outcome {
        let (placements, versions) = DivisionPage.choices(form)
        return try await site.attempt {
            let done = try await DivideUnits(
                placements: placements, lines: form["lines"], versions: versions, from: form["from"],
                reason: form["reason"], others: OtherClusters(rawValue: form["others"])
            ).run(
                by: visit.actor,
                on: site.once(visit, form) { (_: DivideUnits.Result) in Route.clusters.path() })
            let unchanged =
                done.unchanged == 0 ? "" : " \(groupedByThousands(done.unchanged)) đơn vị đã ở đúng chỗ, giữ nguyên."
            return .done(
                Route.clusters.path(),
                .done(words(added: done.added, moved: done.moved, twice: done.twice) + unchanged))
        } again: { problem, tx in
            try DivisionPage.load(visit, typed: TypedForm(form: form, problem: problem), in: tx).page
        }
    }

    private func words(added: Int, moved: Int, twice: Int) -> String {
        var words = "Đã thêm \(groupedByThousands(added)) đơn vị."
        if moved > 0 { words += " \(groupedByThousands(moved)) đơn vị chuyển từ cụm, khối khác sang." }
        if twice > 0 { words += " \(groupedByThousands(twice)) đơn vị vẫn thuộc cả cụm, khối khác." }
        return words
    }
}
