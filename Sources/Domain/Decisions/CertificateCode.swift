/// The code on a certificate by which anybody can check it: `BV-7K3M-9QXA`.
public enum CertificateCode {
    /// Without what is mistaken for something else when read aloud or copied by hand: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
    static let alphabet = Array("34679ACDEFGHJKMNPQRTVWXY")

    /// Eight characters, one in 110 thousand million: not to be guessed behind a limit of tries.
    public static func make(using generator: inout some RandomNumberGenerator) -> String {
        let letters = (0..<8).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        return "BV-" + String(letters[0..<4]) + "-" + String(letters[4..<8])
    }
}
