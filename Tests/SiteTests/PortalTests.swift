import Domain
import HTTPTypes
import HummingbirdTesting
import Law
import Primitives
import Records
import Site
import Store
import TestSupport
import TestWorld
import Testing

/// Links to entries of the roll, in the order of the page.
private func entryLinks(_ page: String) -> [String] {
    page.split(separator: "href=\"/bang-vang/").dropFirst().map { String($0.prefix(36)) }
}

/// The elements of a page in order, without their words and addresses: its shape.
private func shape(_ page: String) -> [Substring] {
    page.split(separator: "<").dropFirst().map { $0.prefix { $0 != " " && $0 != ">" } }
}

@Suite("Bảng vàng công khai")
struct PortalTests {
    @Test(arguments: TestEngine.available)
    func `Gõ tên có dấu hay không dấu đều tìm thấy người trong Bảng vàng`(_ engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await world.store.write { tx in
                _ = try world.addToRoll(7, name: "Nông Văn Đức", in: tx)
            }
            try await world.site { client in
                for typed in ["Nông Văn Đức", "nong van duc", "NONG  VAN DUC", "văn đức nông"] {
                    let query = typed.utf8.map { "%" + String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined()
                    let page = try await client.page("/?q=" + query)
                    #expect(entryLinks(page).count == 1, "\(typed)")
                    #expect(page.contains("Nông Văn Đức"))
                    #expect(page.contains("Bằng khen"))
                    #expect(page.contains("Quyết định số 7/QĐ-UBND ngày 20/11/2025"))
                }
                let others = try await client.page("/?q=trieu+thi+dao")
                #expect(entryLinks(others).count == 4)
                let none = try await client.page("/?q=khong+co+ai")
                #expect(entryLinks(none).isEmpty)
                #expect(none.contains("Không tìm thấy “khong co ai”"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `the roll is paged newest first without gap or overlap`(_ engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let newest = try await world.store.write { tx in
                try (1...45).map { try world.addToRoll($0, name: "Hoàng Văn Mẫu \($0)", in: tx) }.last
            }
            try await world.site { client in
                for (search, count) in [("", 49), ("q=hoang%20van%20mau&", 45)] {
                    var seen: [String] = []
                    var address: String? = "/?" + search
                    while let next = address, seen.count < 100 {
                        let page = try await client.page(next)
                        let links = entryLinks(page)
                        #expect(links.count <= 20)
                        seen += links
                        address = page.split(separator: "rel=\"next\" href=\"").dropFirst().first
                            .map { String($0.prefix { $0 != "\"" }).replacing("&amp;", with: "&") }
                    }
                    #expect(seen.count == count)
                    #expect(Set(seen).count == count)
                    #expect(seen.first == newest?.id.rawValue)
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a page of the roll asks as much for three entries as for one`(_ engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let store = CountingStore(world.store)
            var counts: [Int] = []
            for round in 1...2 {
                try await world.store.write { tx in
                    for number in 1...(round == 1 ? 1 : 2) {
                        _ = try world.addToRoll(round * 10 + number, name: "Ma Thị Đếm", in: tx)
                    }
                }
                store.reset()
                try await world.site(on: store) { client in
                    let page = try await client.page("/?q=ma%20thi%20dem")
                    #expect(entryLinks(page).count == (round == 1 ? 1 : 3))
                }
                counts.append(store.count)
            }
            #expect(counts == [1, 1])
        }
    }

    @Test func `Từ cần tìm dưới ba chữ cái thì trang nói rõ và không tìm`() async throws {
        try await withWorld(.sqlite) { world in
            try await world.site { client in
                for typed in ["a", "le", "%25%25%25", "_"] {
                    let page = try await client.page("/?q=" + typed)
                    #expect(page.contains("Gõ ít nhất ba chữ cái"), "\(typed)")
                    #expect(entryLinks(page).isEmpty)
                }
                // Two short words together are long enough.
                let long = try await client.page("/?q=le+an")
                #expect(!long.contains("Gõ ít nhất ba chữ cái"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Mục đã bị hủy bỏ vẫn đọc được và ghi rõ là đã bị hủy bỏ`(_ engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let entry = try await world.store.write { tx in
                let entry = try world.addToRoll(9, name: "Vi Văn Rút", in: tx)
                _ = try RollRecords.revoke(entry.id, on: tx.today, by: "12/QĐ-UBND", in: tx)
                return entry
            }
            try await world.site { client in
                #expect(try await client.page("/?q=vi%20van%20rut").contains("Đã bị hủy bỏ"))
                let page = try await client.page("/bang-vang/\(entry.id)")
                #expect(page.contains("<article class=\"honour\">"))
                #expect(page.contains("từ ngày 05/12/2025 theo Quyết định số 12/QĐ-UBND"))
                // Whoever knows the code of a certificate has seen the certificate: the roll does not give it away.
                #expect(!page.contains(entry.certificateCode))
                for path in ["/bang-vang/\(ID<Commendation>(at: entry.decidedOn.noon))", "/bang-vang/khong-phai-ma"] {
                    #expect(try await client.get(path).status == .notFound)
                }
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Bằng còn hiệu lực, đã bị hủy bỏ và không có được trả lời cùng một kiểu`(_ engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            try await world.store.write { tx in
                _ = try world.addToRoll(1, name: "Lò Thị Còn", in: tx)
                let revoked = try world.addToRoll(2, name: "Lò Văn Hết", in: tx)
                _ = try RollRecords.revoke(revoked.id, on: tx.today, by: "12/QĐ-UBND", in: tx)
            }
            let store = CountingStore(world.store)
            try await world.site(on: store) { client in
                var pages: [String] = []
                for (typed, answer) in [
                    ("BV-2025-1", "Có hiệu lực"), ("BV-2025-2", "Đã bị hủy bỏ"), ("BV-2025-3", "Không tìm thấy"),
                ] {
                    store.reset()
                    let page = try await client.page("/kiem-tra?ma=" + typed)
                    #expect(store.count == 1)
                    #expect(page.contains("</span>\(answer)</h2>"), "\(typed)")
                    pages.append(page)
                }
                #expect(shape(pages[0]) == shape(pages[1]))
                #expect(shape(pages[0]) == shape(pages[2]))
                // As people type it: small letters, blanks, the long hyphen of a word processor.
                #expect(try await client.page("/kiem-tra?ma=%20bv%E2%80%932025-%201").contains("Lò Thị Còn"))
                let form = try await client.page("/kiem-tra")
                #expect(!form.contains("ket-qua"))
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `Trang công khai không có ngày sinh, số định danh, địa chỉ hay số tiền`(_ engine: TestEngine) async throws {
        try await withWorld(engine) { world in
            let person = ID<Person>(at: world.clock.clock.now())
            let ids = try await world.store.write { tx in
                try PersonRecords.insert(
                    Person(
                        id: person, name: "Hà Thị Kín", sex: .female, bornOn: CivilDate(year: 1979, month: 4, day: 17),
                        ethnicity: "Nùng", group: .official, isFrontline: true, startedWorkOn: nil,
                        unitID: world.commune,
                        position: "Công chức", isInvented: true),
                    identityNumber: "019179004321", cipher: world.cipher, in: tx)
                var entry = try world.addToRoll(3, name: "Hà Thị Kín", in: tx)
                entry.personID = person
                let household = try world.addToRoll(
                    4, name: "Hộ ông Hà Văn Kín", subject: .household, detail: "Thôn Nà Mẫu, xã Phong Quang", in: tx)
                // The money of the decision lies beside the entry.
                let decision = ID<Decision>(at: tx.now)
                try tx.run(
                    """
                    INSERT INTO decision (id, kind, issuer_unit_id, issuer_title, symbol, year, abstract, reason, state, created_by,
                        created_at, updated_by, updated_at)
                    VALUES (\(decision), 'commend', \(world.province), 'CHỦ TỊCH', 'QĐ-UBND', 2025, 'Khen', '', 'draft', 'a',
                        \(tx.now), 'a', \(tx.now))
                    """)
                try tx.run(
                    """
                    INSERT INTO decision_line (id, decision_id, ordinal, commendation_id, code, recipient_name, recipient_detail,
                        unit_name, base_salary, bonus)
                    VALUES (\(ID<DecisionLine>(at: tx.now)), \(decision), 1, \(entry.id), 'BKT', 'Hà Thị Kín', 'Công chức',
                        'Xã Phong Quang', 2340000, 3510000)
                    """)
                return [entry.id, household.id]
            }
            try await world.site { client in
                var pages = [
                    try await client.page("/"), try await client.page("/?q=ha%20thi%20kin"),
                    try await client.page("/?q=ha%20van%20kin"), try await client.page("/kiem-tra?ma=BV-2025-3"),
                    try await client.page("/kiem-tra?ma=BV-2025-4"),
                ]
                for id in ids { pages.append(try await client.page("/bang-vang/\(id)")) }
                #expect(pages.joined().contains("Hà Thị Kín"))
                #expect(pages.joined().contains("Hộ ông Hà Văn Kín"))
                for page in pages {
                    for secret in [
                        "1979", "17/4", "04-17", "019179004321", "4321", "Nùng", "Nà Mẫu", "351", "234", "đồng<",
                    ] {
                        #expect(!page.contains(secret), "\(secret)")
                    }
                }
                // Nor does a search by them find anybody.
                for typed in ["019179004321", "17%2F4%2F1979", "na%20mau"] {
                    #expect(entryLinks(try await client.page("/?q=" + typed)).isEmpty)
                }
            }
        }
    }

    @Test func `too many searches or checks from one address are refused for a while`() async throws {
        try await withWorld(.sqlite) { world in
            var options = SiteOptions()
            options.trustsProxy = true
            let forwarded = try #require(HTTPField.Name("x-forwarded-for"))
            try await world.site(options: options) { client in
                for (path, allowed) in [("/?q=trieu", 60), ("/kiem-tra?ma=BV-1", 20)] {
                    var refused: TestResponse?
                    var passed = 0
                    while passed < 200 {
                        let response = try await client.get(path, headers: [forwarded: "203.0.113.7"])
                        if response.status == .tooManyRequests {
                            refused = response
                            break
                        }
                        passed += 1
                    }
                    #expect(passed == allowed)
                    let wait = try #require(refused?.header("retry-after").flatMap { Int($0) })
                    #expect(refused?.text.contains("Xin chờ \(wait) giây") == true)
                    #expect(refused?.header("cache-control") == "no-store")
                    // Another address is not held up, and after the wait this one goes on.
                    #expect(try await client.get(path, headers: [forwarded: "203.0.113.8"]).status == .ok)
                    world.clock.advance(.seconds(wait))
                    #expect(try await client.get(path, headers: [forwarded: "203.0.113.7"]).status == .ok)
                }
                // The first page itself is open to everybody at any time.
                for _ in 1...100 {
                    #expect(try await client.get("/", headers: [forwarded: "203.0.113.7"]).status == .ok)
                }
            }
        }
    }
}

extension CivilDate {
    fileprivate var noon: Instant { Instant(self, hour: 12) }
}
