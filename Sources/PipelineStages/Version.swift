/// The version of Lipline, as `lip --version` prints it and the ledger notes it.
package let liplineVersion = "0.1.0"
