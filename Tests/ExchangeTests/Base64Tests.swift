import Testing

@testable import Exchange

/// The vectors of RFC 4648, section 10, and what is no base64.
struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the vectors of RFC 4648`(plain: String, text: String) {
    #expect(Base64.text(of: Array(plain.utf8)) == text)
    #expect(Base64.bytes(of: text) == Array(plain.utf8))
    #expect(Base64.bytes(of: text.replacing("=", with: "")) == Array(plain.utf8))
  }

  @Test func `every byte comes back, in both alphabets`() {
    for start in 0..<3 {
      let bytes = Array(UInt8.min...UInt8.max).dropFirst(start)
      let text = Base64.text(of: Array(bytes))
      let other = text.replacing("+", with: "-").replacing("/", with: "_")
      #expect(text != other)
      #expect(Base64.bytes(of: text) == Array(bytes))
      #expect(Base64.bytes(of: other) == Array(bytes))
    }
  }

  @Test(arguments: ["Z", "Zg=", "Zg===", "Zm9v=", "Zh==", "Zm9", "Z g=", "Zm9v\n", "Zm=v", "é"])
  func `anything else is none`(text: String) {
    #expect(Base64.bytes(of: text) == nil)
  }
}
