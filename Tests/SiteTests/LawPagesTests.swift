import Domain
import Law
import Primitives
import Records
import TestSupport
import TestWorld
import Testing
import WebSupport

@Suite struct LawPagesTests {
    @Test func `Tra cứu quy định: lọc theo tên không dấu, loại, đối tượng và ngày`() async throws {
        try await withSite(.sqlite) { site in
            let officer = try await site.signIn("canbo.xa")
            let all = try await site.get("/tra-cuu/quy-dinh", as: officer)
            #expect(all.status == .ok)
            #expect(all.body.contains("Chiến sĩ thi đua cơ sở"))
            #expect(all.body.contains("Danh hiệu thi đua đối với cá nhân"))
            #expect(all.body.contains("05/12/2025"))
            let found = try await site.get("/tra-cuu/quy-dinh?q=chien+si+thi+dua+co", as: officer)
            #expect(found.body.contains("/tra-cuu/quy-dinh/muc/CSTDCS"))
            #expect(!found.body.contains("/tra-cuu/quy-dinh/muc/LDTT\""))
            let forms = try await site.get("/tra-cuu/quy-dinh?loai=form&doi-tuong=household", as: officer)
            #expect(forms.body.contains("/muc/BKT"))
            #expect(!forms.body.contains("/muc/CSTDCS"))
            let bad = try await site.get("/tra-cuu/quy-dinh?ngay=31/02/2025", as: officer)
            #expect(bad.status == .unprocessableContent)
            #expect(bad.body.contains("value=\"31/02/2025\""))
            let none = try await site.get("/tra-cuu/quy-dinh?q=khong+co+ten+nay", as: officer)
            #expect(none.body.contains("Không có danh hiệu, hình thức nào khớp"))
        }
    }

    @Test func `Trang của một danh hiệu theo ngày, văn bản, so sánh hai ngày`() async throws {
        try await withSite(.sqlite) { site in
            let officer = try await site.signIn("canbo.xa")
            let now = try await site.get("/tra-cuu/quy-dinh/muc/CSTDCS", as: officer)
            #expect(now.body.contains("2.340.000 đồng"))
            #expect(now.body.contains("Ủy ban nhân dân cấp xã"))
            #expect(now.body.contains("id=\"dk-CSTDCS-initiative-or-excellent\""))
            #expect(now.body.contains("Đã đối chiếu văn bản"))
            #expect(now.body.contains("Lịch sử quy định"))
            // The code stands in addresses only.
            #expect(
                !now.body.replacing("/CSTDCS", with: "").replacing("%2FCSTDCS", with: "").replacing(
                    "dk-CSTDCS", with: ""
                ).contains("CSTDCS"))
            let then = try await site.get("/tra-cuu/quy-dinh/muc/CSTDCS?ngay=01/02/2025", as: officer)
            #expect(then.body.contains("cấp huyện"))
            let before = try await site.get("/tra-cuu/quy-dinh/muc/CSTDCS?ngay=01/02/1990", as: officer)
            #expect(before.status == .ok)
            #expect(before.body.contains("Không có quy định nào"))
            #expect(try await site.get("/tra-cuu/quy-dinh/muc/KHONGCO", as: officer).status == .notFound)

            let instruments = try await site.get("/tra-cuu/quy-dinh/van-ban?ngay=01/06/2025", as: officer)
            #expect(instruments.body.contains("Nghị định 98/2023/NĐ-CP"))
            #expect(instruments.body.contains("Chưa có hiệu lực"))

            let general = try await site.get("/tra-cuu/quy-dinh/chung", as: officer)
            for words in [
                "Chủ tịch Ủy ban nhân dân cấp xã", "Hủy bỏ, thu hồi", "Quỹ thi đua, khen thưởng", "/muc/BKTTG",
            ] {
                #expect(general.body.contains(words), "\(words)")
            }
            // The power of district chairmen went to commune chairmen on 1 July 2025.
            #expect(general.body.contains("không còn cấp huyện"))
            let former = try await site.get("/tra-cuu/quy-dinh/chung?ngay=30/06/2025", as: officer)
            #expect(former.status == .ok && !former.body.contains("không còn cấp huyện"))
            #expect(
                try await site.get("/tra-cuu/quy-dinh/chung?ngay=31/02/2025", as: officer).status
                    == .unprocessableContent)

            let comparison = try await site.get(
                "/tra-cuu/quy-dinh/so-sanh?tu=30/06/2025&den=01/07/2025", as: officer)
            #expect(comparison.body.contains("Thẩm quyền: "))
            #expect(comparison.body.contains("Nghị định 152/2025/NĐ-CP"))
            let same = try await site.get("/tra-cuu/quy-dinh/so-sanh?tu=10/08/2025&den=10/08/2025", as: officer)
            #expect(same.body.contains("Không có gì thay đổi"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Đủ điều kiện gì năm nay: trên trang cá nhân, trang riêng, và danh sách của đơn vị`(engine: TestEngine)
        async throws
    {
        try await withSite(engine) { site in
            let head = try await site.signIn("thutruong.xa")
            let (fighter, commune) = (site.world.fighter, site.world.commune)
            let person = try await site.get("/ca-nhan/\(fighter)", as: head)
            #expect(person.body.contains("Đủ điều kiện gì năm 2025"))
            #expect(person.body.contains("/ca-nhan/\(fighter)/du-dieu-kien"))
            let page = try await site.get("/ca-nhan/\(fighter)/du-dieu-kien", as: head)
            #expect(page.status == .ok)
            let met = try #require(page.body.range(of: "aria-label=\"Đạt\""))
            #expect(page.body.contains("Chỉ còn cán bộ kết luận"))
            let notMet = try #require(page.body.range(of: "aria-label=\"Chưa đạt\""))
            #expect(met.lowerBound < notMet.lowerBound)
            #expect(page.body[met.lowerBound..<notMet.lowerBound].contains("/muc/LDTT?"))
            let earlier = try await site.get("/ca-nhan/\(fighter)/du-dieu-kien?nam=2023", as: head)
            #expect(
                earlier.body.contains("đã được công nhận Lao động tiên tiến năm 2023")
                    || earlier.body.contains("Đã được công nhận Lao động tiên tiến năm 2023"))

            let overview = try await site.get("/don-vi/\(commune)/du-dieu-kien", as: head)
            #expect(overview.status == .ok)
            #expect(overview.body.contains("2 người của Xã Phong Quang"))
            #expect(overview.body.contains("ma=CSTDCS"))
            let list = try await site.get("/don-vi/\(commune)/du-dieu-kien?ma=CSTDCS", as: head)
            #expect(list.body.contains("Triệu Thị Đào"))
            #expect(list.body.contains("Nguyễn Văn Ân"))
            let undecided = try await site.get("/don-vi/\(commune)/du-dieu-kien?ma=CSTDCS&loc=undecided", as: head)
            #expect(undecided.body.contains("Triệu Thị Đào"))
            #expect(!undecided.body.contains("Nguyễn Văn Ân"))
            #expect(try await site.get("/don-vi/\(commune)/du-dieu-kien?ma=TTLDXS", as: head).status == .notFound)
            let unit = try await site.get("/don-vi/\(commune)", as: head)
            #expect(unit.body.contains("/don-vi/\(commune)/du-dieu-kien"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `Danh sách dài được chia trang, không ai mất, không ai hai lần`(engine: TestEngine) async throws {
        try await withSite(engine) { site in
            let world = site.world
            let (cipher, section) = (world.cipher, world.section)
            try await world.store.write { tx in
                for index in 0..<120 {
                    try PersonRecords.insert(
                        Person(
                            id: ID(at: tx.now), name: "Người Mẫu \(index)", sex: .female, bornOn: nil, ethnicity: "Tày",
                            group: .official, isFrontline: true, startedWorkOn: nil, unitID: section,
                            position: "Công chức", isInvented: true), identityNumber: nil, cipher: cipher, in: tx)
                }
            }
            let head = try await site.signIn("thutruong.xa")
            var path: String? = "/don-vi/\(section)/du-dieu-kien?ma=LDTT"
            var seen: [String] = []
            var pages = 0
            while let here = path {
                let body = try await site.get(here, as: head).body
                pages += 1
                seen += body.matches(of: #/\/ca-nhan\/([0-9a-f-]{36})\/du-dieu-kien/#).map { String($0.1) }
                path = body.firstMatch(of: #/rel="next" href="([^"]+)"/#).map {
                    String($0.1).replacing("&amp;", with: "&")
                }
                guard pages < 10 else { break }
            }
            #expect(pages == 3)
            #expect(seen.count == 121)
            #expect(Set(seen).count == 121)
        }
    }

    @Test
    func
        `Bảng kiểm tra của đề nghị nêu kết luận trước, dẫn tới quy định của đúng ngày, và chỉ nối tới hồ sơ mà người đọc được mở`()
        async throws
    {
        try await withSite(.sqlite) { site in
            let stage = try await Stage.make(site.world)
            let specialist = try await site.signIn("chuyenvien.snv")
            let path = Route.nomination.path(stage.received.id, stage.receivedNomination)
            let panel = try await site.get(path, as: specialist)
            #expect(panel.body.contains("class=\"check-verdict\""))
            #expect(panel.body.contains("/tra-cuu/quy-dinh/muc/"))
            #expect(panel.body.contains("ngay=05%2F12%2F2025#dk-"))
            #expect(panel.body.contains("/ca-nhan/"))
            // A member of the council sees the dossier that has come to it, but no lifelong file.
            let nominations = try await Stage.nominations(of: stage.appraised.id, site.world)
            let nomination = try #require(nominations.first)
            let member = try await site.signIn("uyvien")
            let page = try await site.get(Route.nomination.path(stage.appraised.id, nomination.id), as: member)
            #expect(page.status == .ok)
            #expect(page.body.contains("Vì sao"))
            #expect(!page.body.contains("href=\"/ca-nhan/"))
        }
    }
}
