import ArgumentParser
import Foundation
import Hummingbird
import Jobs
import Law
import Logging
import Operations
import Papers
import Primitives
import ServiceLifecycle
import Site

import struct Domain.EmailAddress
import struct WebSupport.Assets

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the site until told to stop (SIGTERM or Ctrl-C).",
        discussion: """
            An empty database gets its tables. An older one is refused: back up, then run "bangvang migrate".
            Plain HTTP: other machines reach it through a proxy that does TLS (docs/operations).
            """)

    @OptionGroup var data: DataOptions
    @Option(help: "The port to listen on.") var port = 8080
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "Where the clock begins, as a time in Viet Nam such as 2025-12-05T08:00. Demonstration data only.")
    var clock: String?
    @Flag(help: "A proxy of ours stands in front: take the client's address from X-Forwarded-For.")
    var trustProxy = false
    @Option(
        help:
            "Who shows this token may read /metrics; without one only the same machine may. BANGVANG_METRICS_TOKEN does the same unseen."
    )
    var metricsToken: String?
    @Option(
        help:
            "The program that sends mail (sendmail, msmtp …), with its whole path. Without it notices are read in the system only."
    )
    var sendmail: String?
    @Option(help: "The address from which mail is sent.") var mailFrom: String?
    @Option(help: "Where people reach the site, such as https://thidua.tinh.gov.vn; links in mail begin with it.")
    var siteAddress: String?
    @Flag(help: "Let one address search as often as it likes. Only to measure speed.")
    var unlimitedSearches = false

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
        if let clock, Instant(vietNamTime: clock) == nil {
            throw ValidationError("--clock takes a time such as 2025-12-05T08:00.")
        }
        guard let sendmail else { return }
        guard sendmail.hasPrefix("/") else { throw ValidationError("--sendmail takes the whole path of a program.") }
        guard let mailFrom, EmailAddress(typed: mailFrom) != nil else {
            throw ValidationError("--sendmail needs --mail-from with an address such as thidua@tinh.gov.vn.")
        }
        guard let siteAddress, let url = URL(string: siteAddress), ["http", "https"].contains(url.scheme),
            url.host() != nil, !siteAddress.contains(where: \.isWhitespace)
        else {
            throw ValidationError("--sendmail needs --site-address such as https://thidua.tinh.gov.vn.")
        }
    }

    func run() async throws {
        try await telling {
            LoggingSystem.bootstrap { JSONLines(label: $0) }
            let logger = Logger(label: "bangvang")
            // Law and papers first: what is wrong in them stops the start, not the first dossier.
            let lawbook = try Lawbook.bundled()
            let papers = try Papers()
            let installation = try await Installation.open(try data.place(), schemas: .whenEmpty)
            // Closed after the last request. What was acknowledged is on the disk already.
            try await installation.closing {
                if let moment = clock.flatMap(Instant.init(vietNamTime:)) { try installation.setClock(to: moment) }
                try await serve(installation, lawbook, papers, logger)
            }
        }
    }

    /// By mail when a program is given; otherwise notices are read in the system.
    private func delivery(_ logger: Logger) -> any Delivery {
        guard let sendmail, let sender = mailFrom.flatMap(EmailAddress.init(typed:)), let siteAddress else {
            return LogDelivery(logger: logger)
        }
        return SendmailDelivery(program: sendmail, sender: sender, site: siteAddress, logger: logger)
    }

    private func serve(_ installation: Installation, _ lawbook: Lawbook, _ papers: Papers, _ logger: Logger)
        async throws
    {
        for name in Assets.missing { logger.warning("a bundled file is missing", metadata: ["file": "\(name)"]) }
        let environment = ProcessInfo.processInfo.environment
        var options = SiteOptions()
        options.isDemo = installation.isDemo
        options.trustsProxy = trustProxy
        options.metricsToken = metricsToken ?? environment["BANGVANG_METRICS_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        options.limitsSearches = !unlimitedSearches
        options.measures = environment["BANGVANG_BENCH"] == "1"
        options.commit = environment["BANGVANG_COMMIT"] ?? options.commit
        let parts = SiteParts(
            store: installation.store, clock: installation.clock, lawbook: lawbook, papers: papers,
            files: installation.files,
            identities: installation.identities)
        let shownHost = host.contains(":") ? "[\(host)]" : host
        let application = Application(
            router: makeRouter(parts, options: options),
            // Who opens a connection and sends nothing, or half a request, is let go.
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in
                print("Bảng Vàng: http://\(shownHost):\(channel.localAddress?.port ?? 0)")
                fflush(nil)
            },
            logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: OutboxDelivery(store: installation.store, delivery: delivery(logger), logger: logger)),
                .init(service: Cleaning(store: installation.store, logger: logger)),
                .init(service: application),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // A request that has not ended by then is given up; its transaction is undone.
        configuration.maximumGracefulShutdownDuration = .seconds(15)
        try await ServiceGroup(configuration: configuration).run()
    }
}
