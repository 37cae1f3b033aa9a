import Foundation
import Subprocess

/// Makes PDF files from HTML with the program `weasyprint`, which runs apart, reaches no network and is stopped when
/// it takes too long.
struct WeasyPrint: Sendable {
    var program = "weasyprint"
    var searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    var timeLimit: Duration = .seconds(60)

    private static let largestPaper = 64 * 1024 * 1024
    private static let largestComplaint = 1024 * 1024

    private enum Outcome: Sendable {
        case finished(TerminationStatus, output: [UInt8], complaint: String)
        case timedOut
    }

    func pdf(from html: String) async throws -> [UInt8] {
        let outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask { try await run(html) }
            group.addTask {
                try await Task.sleep(for: timeLimit)
                return .timedOut
            }
            // Leaving the group cancels the program, which kills it, and waits until it is gone.
            defer { group.cancelAll() }
            return try await group.next() ?? .timedOut
        }
        switch outcome {
        case .timedOut:
            throw PaperError.timedOut(program: program, seconds: Int(timeLimit.components.seconds))
        case .finished(let status, let output, let complaint):
            guard status.isSuccess, output.starts(with: Array("%PDF-".utf8)) else {
                let said = complaint.trimmingCharacters(in: .whitespacesAndNewlines)
                throw PaperError.renderingFailed(program: program, detail: said.isEmpty ? "\(status)" : said)
            }
            return output
        }
    }

    /// A program that ends before it has read its input would otherwise end the server by SIGPIPE. Ignored once for
    /// the whole process; writing then fails with an error like any other.
    private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    private func run(_ html: String) async throws -> Outcome {
        WeasyPrint.ignoresBrokenPipes
        do {
            let result = try await Subprocess.run(
                .name(program),
                // An address that resolves to nothing: otherwise the current folder could be read.
                arguments: ["--encoding", "utf-8", "--base-url", "about:blank", "-", "-"],
                environment: environment,
                input: .inputWriter,
                output: .bytes(limit: WeasyPrint.largestPaper),
                error: .string(limit: WeasyPrint.largestComplaint)
            ) { execution in
                // Why the program would not read is told better by its status and its standard error.
                _ = try? await execution.standardInputWriter.write(html)
                try? await execution.standardInputWriter.finish()
            }
            return .finished(
                result.terminationStatus, output: result.standardOutput, complaint: result.standardError)
        } catch let error as SubprocessError {
            if error.code == .executableNotFound { throw PaperError.programMissing(name: program) }
            throw PaperError.renderingFailed(program: program, detail: "\(error)")
        }
    }

    /// Nothing of the server's own environment, which may hold passwords, but what fonts and temporary files need.
    /// The proxy is a port at which nobody listens, so that no address is ever fetched.
    private var environment: Environment {
        var values: [Environment.Key: String] = [
            "PATH": searchPath, "LC_ALL": "C.UTF-8",
            "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "ftp_proxy": "http://127.0.0.1:9",
        ]
        let server = ProcessInfo.processInfo.environment
        for name in ["HOME", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH"] {
            if let value = server[name], let key = Environment.Key(rawValue: name) { values[key] = value }
        }
        return .custom(values)
    }
}
