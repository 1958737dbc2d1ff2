import ArgumentParser
import PipelineStages

extension ExitStatus {
    var code: ExitCode { ExitCode(rawValue) }
}

/// Shows an error and ends the command with its status.
func fail(_ error: any Error) -> ExitCode {
    if let code = error as? ExitCode { return code }
    // What has one reason, such as a full disk, is told once.
    var told: Set<String> = []
    for text in errorTexts(error) where told.insert(text).inserted { Terminal.talk(text) }
    return ExitStatus(error).code
}
