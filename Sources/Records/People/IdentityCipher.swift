import Crypto
import Foundation

/// Keeps identity numbers: encrypted with AES-GCM for those who may read them, and as a keyed hash by which the same person is
/// found again. The key lies in a file beside the data, never in the database.
public struct IdentityCipher: Sendable {
    private let encryptionKey: SymmetricKey
    private let hashKey: SymmetricKey

    /// - Parameter secret: 32 random bytes or more.
    public init(secret: [UInt8]) {
        let root = SymmetricKey(data: secret)
        encryptionKey = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: root, info: Data("identity number, encryption".utf8), outputByteCount: 32)
        hashKey = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: root, info: Data("identity number, look-up".utf8), outputByteCount: 32)
    }

    /// Reads the key of an installation, or makes it (readable by its owner only).
    public static func ofInstallation(keyFile: URL) throws -> IdentityCipher {
        if let data = FileManager.default.contents(atPath: keyFile.path), data.count >= 32 {
            return IdentityCipher(secret: Array(data))
        }
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        FileManager.default.createFile(
            atPath: keyFile.path, contents: Data(secret), attributes: [.posixPermissions: 0o600])
        return IdentityCipher(secret: secret)
    }

    public func encrypt(_ number: String) throws -> String {
        let box = try AES.GCM.seal(Data(number.utf8), using: encryptionKey)
        return (box.combined ?? Data()).base64EncodedString()
    }

    public func decrypt(_ cipher: String) throws -> String {
        let box = try AES.GCM.SealedBox(combined: Data(base64Encoded: cipher) ?? Data())
        return String(decoding: try AES.GCM.open(box, using: encryptionKey), as: UTF8.self)
    }

    public func hash(_ number: String) -> String {
        hexadecimal(HMAC<SHA256>.authenticationCode(for: Data(number.utf8), using: hashKey))
    }

    /// `••••••••1234`, as screens show it.
    public static func masked(_ number: String) -> String {
        String(repeating: "•", count: max(0, number.count - 4)) + String(number.suffix(4))
    }
}
