import ArgumentParser
import Domain
import Foundation
import Operations
import Primitives
import Records

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "The first account of an installation, and new passwords.",
        subcommands: [Create.self, List.self, Password.self])

    struct PasswordOptions: ParsableArguments {
        @Flag(help: "Read the password from the first line of standard input. Without it one is made and shown once.")
        var passwordStdin = false

        func typed() throws -> String? {
            guard passwordStdin else { return nil }
            guard let line = readLine(), !line.isEmpty else {
                throw OperationsProblem("Không có mật khẩu nào trên đầu vào chuẩn.")
            }
            return line
        }

        func tell(_ password: String) {
            if !passwordStdin { print("Mật khẩu: \(password)") }
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an account.",
            discussion: "In a database without units, --unit and --unit-name make the province first.")

        @OptionGroup var data: DataOptions
        @Option(help: "The name to sign in with.") var username: String
        @Option(help: "The person's name.") var name: String
        @Option(help: "One of: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).") var role: String
        @Option(help: ArgumentHelp("The code of the unit at which the function is held.", valueName: "code")) var unit:
            String
        @Option(help: "The name of the province, for the very first account.") var unitName: String?
        @OptionGroup var password: PasswordOptions

        func run() async throws {
            try await telling {
                guard let role = Role(rawValue: role) else {
                    throw OperationsProblem(
                        "Không có vai trò “\(role)”. Chọn một trong: \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
                    )
                }
                let installation = try await Installation.open(try data.place(), schemas: .whenEmpty)
                let given = try await installation.closing {
                    try await FirstAccounts.create(
                        username: username, name: name, role: role, unitCode: unit, unitName: unitName,
                        password: try password.typed(), on: installation.store)
                }
                password.tell(given)
                print("Đã tạo tài khoản “\(VietnameseText.folded(username))”: \(role.name).")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var data: DataOptions

        func run() async throws {
            try await telling {
                let installation = try await Installation.open(try data.place(), schemas: .asTheyAre)
                let lines = try await installation.closing {
                    try await installation.store.read { tx in try InstallationRecords.accountLines(in: tx) }
                }
                printTable(
                    ["Tên đăng nhập", "Họ và tên", "Trạng thái", "Quyền"],
                    lines.map {
                        [
                            $0.username, $0.name, $0.isDisabled ? "Đã khóa" : "Đang dùng",
                            $0.functions.joined(separator: "; "),
                        ]
                    })
            }
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an account a new password and end its sessions.")

        @OptionGroup var data: DataOptions
        @Option(help: "The name to sign in with.") var username: String
        @OptionGroup var password: PasswordOptions

        func run() async throws {
            try await telling {
                let installation = try await Installation.open(try data.place(), schemas: .asTheyAre)
                let given = try await installation.closing {
                    try await FirstAccounts.setPassword(of: username, to: try password.typed(), on: installation.store)
                }
                password.tell(given)
                print("Đã đổi mật khẩu của “\(VietnameseText.folded(username))”.")
            }
        }
    }
}
