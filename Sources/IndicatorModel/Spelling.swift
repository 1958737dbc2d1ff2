/// Returns the candidate closest to `word`, when one is close enough to suggest.
///
/// - Complexity: O(*n* * *m*) for each candidate, where *n* and *m* are the word lengths.
package func closestMatch(to word: String, among candidates: some Sequence<String>) -> String? {
    candidates
        .map { (candidate: $0, distance: editDistance(word, $0)) }
        .filter { $0.distance <= max(1, word.count / 3) && $0.distance < word.count }
        .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
        .candidate
}

/// The number of letters to insert, delete, replace or swap to turn one word into the other.
private func editDistance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
        var current = [i + 1]
        for j in 0..<b.count {
            let replaced = previous[j] + (a[i] == b[j] ? 0 : 1)
            var best = min(replaced, previous[j + 1] + 1, current[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                best = min(best, beforePrevious[j - 1] + 1)
            }
            current.append(best)
        }
        beforePrevious = previous
        previous = current
    }
    return previous[b.count]
}

/// What to say of a name that is not known: the one that it is most like; nil when none is.
package func didYouMean(_ name: String, among known: [String]) -> String? {
    closestMatch(to: name, among: known).map { "did you mean `\($0)`?" }
}
