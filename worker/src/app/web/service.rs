//! The services that the Worker calls: the list of hosts that it may reach by itself. A caller chooses a row, never a host.

use url::{Host, Url};

/// A service with a fixed address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: &'static str,
    /// Its address, without a slash at the end.
    pub base: &'static str,
    /// The variable of the configuration that names another address, such as that of a test double.
    pub variable: &'static str,
}

/// Stripe's API (docs.stripe.com/api).
pub const STRIPE: Service = Service { name: "stripe", base: "https://api.stripe.com", variable: "STRIPE_URL" };

/// Mollie's API (docs.mollie.com/reference).
pub const MOLLIE: Service = Service { name: "mollie", base: "https://api.mollie.com", variable: "MOLLIE_URL" };

/// Postmark's API (postmarkapp.com/developer).
pub const POSTMARK: Service =
    Service { name: "postmark", base: "https://api.postmarkapp.com", variable: "POSTMARK_URL" };

/// Resend's API (resend.com/docs/api-reference).
pub const RESEND: Service = Service { name: "resend", base: "https://api.resend.com", variable: "RESEND_URL" };

/// VIES, the VAT Information Exchange System of the European Commission.
pub const VIES: Service = Service { name: "vies", base: "https://ec.europa.eu", variable: "VIES_URL" };

/// All services.
pub const SERVICES: &[Service] = &[STRIPE, MOLLIE, POSTMARK, RESEND, VIES];

impl Service {
    /// The address to use: that of the configuration if it has one, and then over https, or over http on this machine only.
    /// None if the configuration is not an address like that.
    pub fn base(&self, configured: Option<String>) -> Option<String> {
        let Some(text) = configured.filter(|text| !text.is_empty()) else { return Some(self.base.to_owned()) };
        let url = Url::parse(&text).ok()?;
        let is_here = match url.host()? {
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
            Host::Domain(name) => name == "localhost",
        };
        let is_good = url.scheme() == "https" || (url.scheme() == "http" && is_here);
        let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        (is_good && is_plain).then(|| url.as_str().trim_end_matches('/').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_may_name_a_double_here_or_a_host_over_https() {
        let base = |text: &str| STRIPE.base(Some(text.to_owned()));
        assert_eq!(STRIPE.base(None).as_deref(), Some("https://api.stripe.com"));
        assert_eq!(base("").as_deref(), Some("https://api.stripe.com"));
        assert_eq!(base("http://127.0.0.1:8080/").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(base("https://proxy.example/stripe").as_deref(), Some("https://proxy.example/stripe"));
        for wrong in
            ["http://proxy.example", "ftp://127.0.0.1", "api.stripe.com", "https://a@b.example", "https://b.example?x"]
        {
            assert_eq!(base(wrong), None, "{wrong}");
        }
    }
}
