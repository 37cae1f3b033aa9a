import ArgumentParser
import Foundation
import Law
import Operations
import Papers
import Primitives
import Store

/// The program. What its commands do is in `Operations`, `Jobs` and `Site`; here they are only wired together.
@main
struct BangVangCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bangvang",
        abstract: "Bảng Vàng: the emulation and commendation year of a province.",
        discussion: """
            The data lie in one folder. With BANGVANG_DATABASE=postgres://… in the environment the database is kept there, and
            the folder only holds what is kept beside it.
            """,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, DemoCommand.self, BackupCommand.self, RestoreCommand.self,
            VerifyCommand.self, AccountCommand.self, LawCommand.self, LetterCommand.self, StatesCommand.self,
            BulkCommand.self, MeasureCommand.self,
        ])
}

/// Where the data lie: the same option for every command.
struct DataOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: ArgumentHelp("The data folder.", valueName: "dir"))
    var folder: String

    func place() throws -> Place {
        let database = ProcessInfo.processInfo.environment["BANGVANG_DATABASE"].flatMap { $0.isEmpty ? nil : $0 }
        return try Place(folder: URL(fileURLWithPath: folder).standardizedFileURL, databaseURL: database)
    }
}

/// Runs a command; what goes wrong is told as one sentence on standard error, with exit code 1.
func telling<Value>(_ work: () async throws -> Value) async throws -> Value {
    // A child or a reader that goes away must not end the program.
    signal(SIGPIPE, SIG_IGN)
    do {
        return try await work()
    } catch let exit as ExitCode {
        throw exit
    } catch let problem as Problem {
        complain(problem.message)
    } catch {
        complain("\(error)")
    }
    throw ExitCode(1)
}

func complain(_ sentence: String) { FileHandle.standardError.write(Data((sentence + "\n").utf8)) }
