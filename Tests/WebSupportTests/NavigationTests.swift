import Testing
import WebSupport

@Suite struct NavigationTests {
    @Test(arguments: [
        (nil, nil), (0, nil), (1, "<span class=\"count\">1</span>"), (99, "<span class=\"count\">99</span>"),
        (100, "<span class=\"count\">99+</span>"), (12_000, "<span class=\"count\">99+</span>"),
    ])
    func `what waits is counted up to 99`(count: Int?, badge: String?) {
        let html = NavigationItem(label: "Việc cần làm", href: "/viec", count: count).html.string
        if let badge {
            #expect(html.contains(badge))
        } else {
            #expect(!html.contains("count"))
        }
    }
}
