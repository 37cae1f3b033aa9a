import CArgon2
import Dispatch
import Primitives

/// Argon2id with the parameters that OWASP recommends: 19 MiB, two passes, one lane.
public enum Passwords {
    static let memoryKiB: UInt32 = 19 * 1024
    static let passes: UInt32 = 2

    public static let minimumLength = 10
    public static let maximumLength = 200

    /// Hashing takes some 30 ms of a core, so it runs on a queue of its own, two at a time, never on the server's threads.
    private static let queue = DispatchQueue(label: "passwords", attributes: .concurrent)
    private static let places = DispatchSemaphore(value: 2)

    /// The encoded hash of a new password, salt and parameters included.
    public static func hash(_ password: String) async throws -> String {
        try await onQueue { try hashNow(password) }
    }

    /// Whether the password is the one that was hashed. A hash of another form answers no.
    public static func verify(_ password: String, against hash: String) async -> Bool {
        (try? await onQueue { verifyNow(password, against: hash) }) ?? false
    }

    public static func hashNow(_ password: String) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        var encoded = [CChar](repeating: 0, count: 160)
        let bytes = Array(password.utf8)
        let result = argon2id_hash_encoded(
            passes, memoryKiB, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
        guard result == ARGON2_OK.rawValue else { throw PasswordError.hashing(code: result) }
        return encoded.withUnsafeBufferPointer { buffer in
            String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    static func verifyNow(_ password: String, against hash: String) -> Bool {
        let bytes = Array(password.utf8)
        return argon2id_verify(hash, bytes, bytes.count) == ARGON2_OK.rawValue
    }

    private static func onQueue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                places.wait()
                defer { places.signal() }
                continuation.resume(with: Result(catching: work))
            }
        }
    }

    /// What is wrong with a new password, in words; `nil` when nothing is.
    public static func problem(with password: String) -> String? {
        if password.count < minimumLength {
            return "Mật khẩu cần ít nhất \(minimumLength) ký tự. Một câu ngắn dễ nhớ là tốt nhất."
        }
        if password.count > maximumLength { return "Mật khẩu dài quá \(maximumLength) ký tự." }
        if Set(password).count < 4 { return "Mật khẩu lặp lại quá ít ký tự, rất dễ đoán. Hãy chọn một câu khác." }
        return nil
    }
}

enum PasswordError: Error { case hashing(code: Int32) }
