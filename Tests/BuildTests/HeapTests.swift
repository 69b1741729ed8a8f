import Testing

@testable import Build

struct HeapTests {
  @Test func `the smallest number comes first, in whatever order they went in`() {
    for step in [1, 3, 7, 11] {
      var heap = Heap()
      for turn in 0..<100 { heap.insert(turn * step % 101) }
      let expected = (0..<100).map { $0 * step % 101 }.sorted()
      #expect(heap.first == expected.first)
      var taken: [Int] = []
      while let number = heap.removeFirst() { taken.append(number) }
      #expect(taken == expected)
      #expect(heap.first == nil)
    }
  }

  @Test func `numbers may be added while others are taken`() {
    var heap = Heap()
    var taken: [Int?] = []
    for number in [5, 2, 9] { heap.insert(number) }
    taken.append(heap.removeFirst())
    heap.insert(1)
    heap.insert(7)
    for _ in 0..<5 { taken.append(heap.removeFirst()) }
    #expect(taken == [2, 1, 5, 7, 9, nil])
  }
}
