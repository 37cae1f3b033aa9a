import Domain
import Law
import Primitives
import Testing

@Suite struct DossierStateTests {
    static let day = CivilDate(year: 2025, month: 12, day: 5)!

    static func dossier(_ state: Dossier.State) -> Dossier {
        let now = Instant(day, hour: 8)
        return Dossier(
            id: ID(rawValue: "hs"), number: "HS-2025-000001", title: "Hồ sơ", category: .merit, year: 2025,
            level: .province,
            state: state, submittingUnitID: ID(rawValue: "xa"), receivingUnitID: ID(rawValue: "snv"),
            createdBy: ID(rawValue: "a"), createdAt: now, updatedBy: ID(rawValue: "a"), updatedAt: now)
    }

    @Test func `every act in every state either moves as the table says or is refused in words`() {
        for state in Dossier.State.allCases {
            for act in Dossier.Act.allCases {
                var dossier = Self.dossier(state)
                let listed = Dossier.transitions.first { $0.act == act && $0.from == state }
                if let listed {
                    #expect(throws: Never.self) { try dossier.apply(act) }
                    #expect(dossier.state == listed.to)
                } else {
                    let problem = #expect(throws: Problem.self) { try dossier.apply(act) }
                    #expect(problem?.code == .conflict)
                    #expect(problem?.message.contains(state.name) == true)
                    #expect(dossier.state == state)
                }
            }
        }
    }

    @Test func `every state can be reached from a draft, and nothing leads out of decided or not passed`() {
        var reached: Set<Dossier.State> = [.draft]
        for _ in Dossier.State.allCases {
            for transition in Dossier.transitions where reached.contains(transition.from) {
                reached.insert(transition.to)
            }
        }
        #expect(reached == Set(Dossier.State.allCases))
        #expect(!Dossier.transitions.contains { $0.from == .decided || $0.from == .notPassed })
    }

    @Test func `a transition is listed once`() {
        let keys = Dossier.transitions.map { "\($0.act)-\($0.from)" }
        #expect(Set(keys).count == keys.count)
    }

    @Test func `Luật áp dụng là luật của ngày tiếp nhận, chưa tiếp nhận thì là hôm nay`() {
        var dossier = Self.dossier(.received)
        #expect(dossier.lawDay(today: Self.day) == Self.day)
        dossier.receivedOn = CivilDate(year: 2025, month: 6, day: 30)
        #expect(dossier.lawDay(today: Self.day).iso == "2025-06-30")
    }
}

@Suite struct DossierPolicyTests {
    static let commune = Lineage(unitID: ID(rawValue: "xa"), ids: [ID(rawValue: "xa"), ID(rawValue: "tinh")])
    static let homeAffairs = Lineage(unitID: ID(rawValue: "snv"), ids: [ID(rawValue: "snv"), ID(rawValue: "tinh")])

    static func permission(_ role: Role, at unit: String, _ act: DossierAct, _ state: Dossier.State) -> Permission {
        let actor = Actor(accountID: ID(rawValue: "a"), name: "A", grants: [Grant(role, at: ID(rawValue: unit))])
        return DossierPolicy(actor: actor, submitting: commune, receiving: homeAffairs)
            .permission(for: act, on: DossierStateTests.dossier(state))
    }

    @Test func `Hồ sơ đang soạn chỉ đơn vị lập và thanh tra thấy`() {
        #expect(Self.permission(.unitOfficer, at: "xa", .view, .draft) == .open)
        #expect(Self.permission(.inspector, at: "tinh", .view, .draft) == .open)
        for role in [Role.specialist, .leader, .councilSecretary, .councilMember, .chairman, .administrator] {
            #expect(Self.permission(role, at: "tinh", .view, .draft) == .hidden, "\(role)")
        }
        #expect(Self.permission(.unitOfficer, at: "xa-khac", .view, .draft) == .hidden)
    }

    @Test func `Hồ sơ đã trình thì đơn vị không sửa được, nút khóa nói rõ vì sao`() {
        guard case .locked(let reason) = Self.permission(.unitOfficer, at: "xa", .edit, .submitted) else {
            Issue.record("phải khóa")
            return
        }
        #expect(reason.contains("không sửa được"))
        #expect(Self.permission(.unitOfficer, at: "xa", .edit, .returned) == .open)
    }

    @Test func `Thành viên Hội đồng chỉ thấy hồ sơ đã thẩm định xong`() {
        #expect(Self.permission(.councilMember, at: "tinh", .view, .received) == .hidden)
        #expect(Self.permission(.councilMember, at: "tinh", .view, .appraised) == .open)
        #expect(Self.permission(.councilMember, at: "tinh", .appraise, .appraised) == .hidden)
    }

    @Test func `Thanh tra xem mọi hồ sơ nhưng không làm gì được`() {
        for state in Dossier.State.allCases {
            for act in DossierAct.allCases where act != .view {
                #expect(Self.permission(.inspector, at: "tinh", act, state) == .hidden, "\(act) \(state)")
            }
        }
    }

    @Test func `Hồ sơ xã tự quyết định là của xã: người của tỉnh không thấy, trừ thanh tra theo phạm vi`() {
        func view(_ role: Role, at unit: String, _ state: Dossier.State) -> Permission {
            let actor = Actor(accountID: ID(rawValue: "a"), name: "A", grants: [Grant(role, at: ID(rawValue: unit))])
            var dossier = DossierStateTests.dossier(state)
            dossier.level = .unit
            return DossierPolicy(actor: actor, submitting: Self.commune, receiving: Self.commune)
                .permission(for: .view, on: dossier)
        }
        for state in Dossier.State.allCases {
            for role in [Role.specialist, .leader, .councilSecretary, .councilMember, .chairman, .administrator] {
                #expect(view(role, at: "tinh", state) == .hidden, "\(role) \(state)")
            }
            #expect(view(.unitOfficer, at: "xa", state) == .open)
            #expect(view(.unitHead, at: "xa", state) == .open)
            #expect(view(.inspector, at: "tinh", state) == .open)
            #expect(view(.inspector, at: "xa-khac", state) == .hidden)
            // Those appointed to the commune's own council see what has come to it.
            let isAtCouncil = [.appraised, .considered, .decided, .notPassed].contains(state)
            for role in [Role.councilMember, .councilSecretary] {
                #expect(view(role, at: "xa", state) == (isAtCouncil ? .open : .hidden), "\(role) \(state)")
            }
        }
    }

    @Test func `Không có quyền nào thì không thấy gì`() {
        let actor = Actor(accountID: ID(rawValue: "a"), name: "A", grants: [])
        let policy = DossierPolicy(actor: actor, submitting: Self.commune, receiving: Self.homeAffairs)
        for state in Dossier.State.allCases {
            for act in DossierAct.allCases {
                #expect(policy.permission(for: act, on: DossierStateTests.dossier(state)) == .hidden)
            }
        }
    }
}
