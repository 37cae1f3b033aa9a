import Actions
import Domain
import HTTPTypes
import Hummingbird
import Law
import Papers
import Primitives
import Records
import Store
import WebSupport

/// What the officials' pages stand on: made once at start.
public struct StaffSite: Sendable {
    public let store: any Store
    public let lawbook: Lawbook
    public let papers: Papers
    public let files: FileStore
    public let identities: IdentityCipher
    /// Shown on every page of demonstration data; `nil` on real data.
    public let isDemo: Bool
    public let trustsProxy: Bool
    let clock: Clock
    let counts = WorkCounts()

    public init(
        store: any Store, clock: Clock, lawbook: Lawbook, papers: Papers, files: FileStore, identities: IdentityCipher,
        isDemo: Bool,
        trustsProxy: Bool
    ) {
        self.store = store
        self.clock = clock
        self.lawbook = lawbook
        self.papers = papers
        self.files = files
        self.identities = identities
        self.isDemo = isDemo
        self.trustsProxy = trustsProxy
    }

    /// The store for the action that a form asks for: what it makes is made once, however often the form is sent.
    /// - Parameter path: the address of what was made.
    func once<Made: Sendable>(
        _ visit: Visit, _ form: FormData, _ path: @escaping @Sendable (Made) -> String
    ) -> any Store {
        let key = form[Form.onceName]
        guard (16...64).contains(key.utf8.count) else { return store }
        return TakenOnce(store, key: key, by: visit.actor.accountID, path: path)
    }

    /// The one clock, for what stands outside a transaction.
    func now() -> Instant { clock.now() }

    /// The banner of demonstration data with the clock of that data.
    public func demoBanner(at now: Instant) -> DemoBanner? {
        isDemo ? DemoBanner(text: "Dữ liệu trình diễn, người và số liệu là hư cấu · Đồng hồ: \(now.written)") : nil
    }
}

/// One request of a signed-in person.
public struct Visit: Sendable {
    public let actor: Actor
    /// The person of the lifelong files to whom the account belongs, if it is tied to one.
    let personID: ID<Person>?
    public let csrfToken: String
    public let tokenHash: String
    public let flash: Flash?
    public let now: Instant
    /// The fields of the address after `?`.
    public let query: FormData
    public let wantsFragment: Bool
    /// Where the request comes from, for limits.
    public let address: String
    /// The password was chosen by somebody else and opens nothing but the page where it is changed.
    public let mustChangePassword: Bool
    let parameters: Parameters
    let seenAt: Instant
    /// The page that is read; `nil` while something is written.
    let path: String?
    /// The address that was asked for, to read or to write, and its route.
    let requested: (route: Route, path: String)

    /// Whether this is somebody of a unit: with a function, or in person.
    var isOfUnit: Bool { !actor.grants.isEmpty || personID != nil }

    var isReading: Bool { path != nil }

    public var today: CivilDate { now.day }

    /// The identity `:id` in the address.
    /// - Throws: not found, when it is no identity at all.
    public func id<Entity>(_ noun: String) throws -> ID<Entity> { try id("id", noun) }

    /// The identity of another name in the address, such as `:nomination`.
    public func id<Entity>(_ name: String, _ noun: String) throws -> ID<Entity> {
        guard let text = parameters.get(name), let id = ID<Entity>(parsing: text) else { throw Problem.notFound(noun) }
        return id
    }
}

/// A page of an official: everything but its frame.
public struct StaffPage: Sendable {
    public let title: String
    /// The navigation entry under which it lies.
    public let section: Route
    public internal(set) var main: HTML
    public let status: HTTPResponse.Status

    public init(title: String, section: Route, status: HTTPResponse.Status = .ok, main: HTML) {
        self.title = title
        self.section = section
        self.status = status
        self.main = main
    }
}

/// What follows a write.
public enum Outcome: Sendable {
    /// Done: on to this address, with what to say there.
    case done(String, Flash)
    /// On without a word.
    case go(String)
    /// The same form again, with what is wrong.
    case page(StaffPage)
    /// A piece of a page, for htmx.
    case fragment(HTML, HTTPResponse.Status = .ok)
}
