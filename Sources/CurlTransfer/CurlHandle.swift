import CCurl
import IndicatorModel

/// What libcurl answered to a call, when that is not "all is well".
struct CurlError: Error {
    let code: CURLcode
}

/// The owner of one of libcurl's handles; everything that is unsafe about it is here.
@safe final class CurlHandle {
    private let library: CurlLibrary
    private let handle: UnsafeMutableRawPointer
    /// Where libcurl writes its reasons.
    private let reasonBuffer: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []

    /// - Throws: `transfer.no-libcurl`.
    init() throws(Diagnostic) {
        library = try CurlLibrary.system.get()
        // SAFETY: no argument; the handle is ended in deinit.
        guard let handle = library.functions.start() else {
            throw Diagnostic("transfer.no-libcurl", "libcurl cannot make a handle")
        }
        unsafe self.handle = unsafe handle
        unsafe reasonBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe reasonBuffer.pointee = 0
    }

    deinit {
        // SAFETY: nobody else has the handle, the lists and the buffer, and none is used after.
        unsafe library.functions.end(handle)
        freeLists()
        unsafe reasonBuffer.deallocate()
    }

    /// Forgets all settings, and every pointer it was given; connections stay open.
    func reset() {
        // SAFETY: the handle is this object's; it uses the lists no more once it is reset.
        unsafe library.functions.reset(handle)
        freeLists()
        unsafe reasonBuffer.pointee = 0
    }

    /// Does what the settings say.
    ///
    /// The state gets the bytes, and is asked whether to go on.
    func perform(_ state: TransferState) throws(CurlError) {
        let pointer = unsafe UnsafeRawPointer(Unmanaged.passUnretained(state).toOpaque())
        defer { withExtendedLifetime(state) {} }
        try setCallbacks()
        // SAFETY: the state outlives the call, after which reset takes the pointer away.
        for option in [
            CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_XFERINFODATA,
        ] {
            try unsafe set(option, pointer: pointer)
        }
        try unsafe set(CURLOPT_ERRORBUFFER, pointer: reasonBuffer)
        try check(unsafe library.functions.perform(handle))
    }

    private func setCallbacks() throws(CurlError) {
        try unsafe set(CURLOPT_WRITEFUNCTION, stream: TransferState.onBody)
        try unsafe set(CURLOPT_HEADERFUNCTION, stream: TransferState.onHeader)
        try unsafe set(CURLOPT_READFUNCTION, stream: TransferState.onUpload)
        // SAFETY: the function is a constant; it gets the state of perform.
        try check(unsafe lip_curl_set_progress(library.table, handle, TransferState.onProgress))
        try set(CURLOPT_NOPROGRESS, 0)
    }

    private func check(_ code: CURLcode) throws(CurlError) {
        if code != CURLE_OK { throw CurlError(code: code) }
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        // SAFETY: the option takes a long.
        try check(unsafe lip_curl_set_long(library.table, handle, option, value))
    }

    func set(_ option: CURLoption, _ value: String) throws(CurlError) {
        // SAFETY: libcurl copies the text.
        try check(unsafe lip_curl_set_text(library.table, handle, option, value))
    }

    /// Takes a text away that libcurl itself has for an option.
    func unset(_ option: CURLoption) throws(CurlError) {
        // SAFETY: the option takes a text, or none.
        try check(unsafe lip_curl_set_text(library.table, handle, option, nil))
    }

    /// The list is kept until the handle has forgotten it.
    func set(_ option: CURLoption, _ values: [String]) throws(CurlError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            // SAFETY: libcurl copies the text, and returns the list that it was given.
            guard let longer = unsafe library.functions.append(list, value) else {
                unsafe library.functions.free_list(list)
                throw CurlError(code: CURLE_OUT_OF_MEMORY)
            }
            unsafe list = unsafe longer
        }
        guard let list = unsafe list else { return }
        unsafe lists.append(list)
        try unsafe set(option, pointer: list)
    }

    /// Sets the body of a POST, which libcurl copies.
    func set(body: [UInt8]) throws(CurlError) {
        let size = curl_off_t(body.count)
        // SAFETY: the option takes a curl_off_t.
        try check(
            unsafe lip_curl_set_size(library.table, handle, CURLOPT_POSTFIELDSIZE_LARGE, size)
        )
        // Without an address, which an empty array need not have, libcurl would ask a callback.
        let bytes = body.isEmpty ? [0] : body
        // SAFETY: libcurl copies as many bytes as it was told, before the call returns.
        let code = unsafe bytes.withUnsafeBytes { buffer in
            unsafe lip_curl_set_pointer(
                library.table,
                handle,
                CURLOPT_COPYPOSTFIELDS,
                buffer.baseAddress
            )
        }
        try check(code)
    }

    private func set(
        _ option: CURLoption,
        stream: TransferState.Stream
    ) throws(CurlError) {
        // SAFETY: the function is a constant; it gets the state of perform.
        try check(unsafe lip_curl_set_stream(library.table, handle, option, stream))
    }

    @unsafe private func set(
        _ option: CURLoption,
        pointer: UnsafeRawPointer
    ) throws(CurlError) {
        try check(unsafe lip_curl_set_pointer(library.table, handle, option, pointer))
    }

    private func freeLists() {
        // SAFETY: each list was made by libcurl, and no handle has it any more.
        for index in unsafe lists.indices { unsafe library.functions.free_list(lists[index]) }
        unsafe lists = []
    }

    /// The status of HTTP, or the last reply code of SMTP; 0 when there was none.
    var status: Int { number(CURLINFO_RESPONSE_CODE) }

    /// What a proxy answered that was asked to lead to a host; 0 when none was.
    var proxyStatus: Int { number(CURLINFO_HTTP_CONNECTCODE) }

    /// The URL that was asked last.
    var effectiveURL: String? { text(CURLINFO_EFFECTIVE_URL) }

    /// Where the answer sends the reader, as a whole URL, when that was not followed.
    var redirectURL: String? { text(CURLINFO_REDIRECT_URL) }

    private func number(_ info: CURLINFO) -> Int {
        var number = 0
        // SAFETY: libcurl writes one long.
        _ = unsafe lip_curl_get_long(library.table, handle, info, &number)
        return number
    }

    private func text(_ info: CURLINFO) -> String? {
        var text: UnsafePointer<CChar>?
        // SAFETY: the text belongs to the handle, and is copied at once.
        _ = unsafe lip_curl_get_text(library.table, handle, info, &text)
        return unsafe text.map { unsafe String(cString: $0) }
    }

    /// What libcurl says about an error, with the particulars where it has any.
    func reason(_ error: CurlError) -> String {
        // SAFETY: both texts end with 0 and are copied at once.
        let detail = unsafe String(cString: reasonBuffer)
        if !detail.isEmpty { return detail }
        return unsafe library.functions.text(error.code).map { unsafe String(cString: $0) }
            ?? "libcurl error \(error.code.rawValue)"
    }
}
