import Domain
import Hummingbird
import Law
import Primitives
import Records
import Store
import WebSupport

/// Whether the code on a certificate is genuine. A valid, a revoked and an unknown code are answered by the same page after
/// the same work, so that neither its shape nor its time tells anything beside its words.
struct CertificateCheckPages: Sendable {
    static let longestCode = 64

    let site: PortalSite

    func addRoutes(to router: Router<SiteContext>) {
        router.on(.certificateCheck) { request, context in
            let code = Self.tidied(FormData(encoded: request.uri.query ?? "")["ma"])
            if code.isEmpty { return site.answer(page(code: "", result: nil)) }
            if let refusal = site.checkBrake?.refusal(request, context, site: site, current: .certificateCheck) {
                return refusal
            }
            let entry = try await site.store.read { tx in try RollRecords.entry(certificateCode: code, in: tx) }
            return site.answer(page(code: code, result: CertificateResult(code: code, entry: entry, site.awardName)))
        }
    }

    /// As printed: capital letters, plain hyphens, no blanks.
    static func tidied(_ typed: String) -> String {
        let dashes: Set<Character> = ["–", "—", "‑", "−"]
        let plain = VietnameseText.tidied(typed).uppercased().compactMap { character -> Character? in
            if character.isWhitespace { return nil }
            return dashes.contains(character) ? "-" : character
        }
        return String(plain.prefix(longestCode))
    }

    private func page(code: String, result: CertificateResult?) -> HTML {
        site.layout(
            .certificateCheck, title: "Kiểm tra bằng",
            description: "Kiểm tra bằng khen, giấy khen, giấy chứng nhận danh hiệu theo mã in trên đó.",
            main: """
                \(PageHead(
                    title: "Kiểm tra bằng",
                    lead: "Gõ mã in trên bằng khen, giấy khen hoặc giấy chứng nhận để biết có đúng là do cơ quan có thẩm quyền cấp không."
                ).html)
                \(SearchBar(
                    action: Route.certificateCheck.path(), name: "ma", value: code, label: "Mã trên bằng",
                    hint: "Chữ hoa hay chữ thường đều được.", button: "Kiểm tra").html)
                \(result?.html)
                """)
    }
}

/// The answer to one code.
struct CertificateResult: Sendable {
    let title: String
    let tone: Tone
    let sentence: String
    let particulars: [Definition]

    init(code: String, entry: Commendation?, _ awardName: (CatalogueCode) -> String) {
        let none = "Không có"
        if let entry, let day = entry.revokedOn {
            title = "Đã bị hủy bỏ"
            tone = .warning
            let basis = entry.revocationNumber.map { " theo Quyết định số \($0)" } ?? ""
            sentence = "Bằng mang mã này không còn hiệu lực từ ngày \(day.written)\(basis)."
        } else if entry != nil {
            title = "Có hiệu lực"
            tone = .good
            sentence = "Bằng mang mã này có trong Bảng vàng. Hãy so các thông tin dưới đây với bằng."
        } else {
            title = "Không tìm thấy"
            tone = .warning
            sentence =
                "Không có bằng nào mang mã này. Kiểm tra lại từng ký tự; nếu đúng như trên bằng, xin hỏi cơ quan ghi trên bằng."
        }
        let link: HTML =
            entry.map { Link(label: $0.recipientName, href: Route.rollEntry.path($0.id)).html }
            ?? Link(label: none, href: Route.roll.path()).html
        particulars = [
            Definition(term: "Mã", detail: "\(code)"),
            Definition(term: "Người, tập thể", detail: link),
            Definition(term: "Khen thưởng", detail: "\(entry.map { "\(awardName($0.code)), năm \($0.year)" } ?? none)"),
            Definition(term: "Đơn vị", detail: "\(entry?.unitName ?? none)"),
            Definition(
                term: "Quyết định",
                detail: "\(entry.map { "Số \($0.decisionNumber) ngày \($0.decidedOn.written)" } ?? none)"),
            Definition(term: "Người ký ban hành", detail: "\(entry?.issuer ?? none)"),
        ]
    }

    var html: HTML {
        Card(
            title: title, body: "<p role=\"status\">\(sentence)</p>\(DefinitionList(items: particulars).html)",
            id: "ket-qua", tone: tone
        ).html
    }
}
