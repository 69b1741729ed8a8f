/// Numbers of which the smallest is always at hand: adding and taking cost little, however many wait.
struct Heap {
  /// Each number is not larger than the two at twice its place, so that the first is the smallest.
  private var numbers: [Int] = []

  /// The smallest number.
  var first: Int? { numbers.first }

  mutating func insert(_ number: Int) {
    numbers.append(number)
    var place = numbers.count - 1
    while place > 0, numbers[(place - 1) / 2] > numbers[place] {
      numbers.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeFirst() -> Int? {
    guard let first = numbers.first, let last = numbers.popLast() else { return nil }
    guard !numbers.isEmpty else { return first }
    numbers[0] = last
    var place = 0
    while true {
      var smallest = place
      for child in (2 * place + 1)...(2 * place + 2)
      where child < numbers.count && numbers[child] < numbers[smallest] {
        smallest = child
      }
      if smallest == place { return first }
      numbers.swapAt(place, smallest)
      place = smallest
    }
  }
}
