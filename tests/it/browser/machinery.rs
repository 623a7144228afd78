//! Does the browser do as it is told?

use harness::browser::{Browser, Scripts};

const PAGE: &str = "data:text/html,<meta name=viewport content=width=device-width>
    <form action='about:blank'><input name=a><input name=d type=date>
    <select name=s><option value=1>x<option value=2>y</select><p id=p>scripts off</p>
    <script>document.getElementById('p').textContent='scripts on'</script>";

// A runtime of several threads: if the test panics, the session is ended while the stack unwinds.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_can_be_filled_with_and_without_scripts() {
    for scripts in [Scripts::On, Scripts::Off] {
        let browser = Browser::start("machinery", scripts).await;
        browser.open(PAGE).await;
        browser.fill("a", "Fuite d’eau").await;
        browser.fill("d", "2026-11-24").await;
        browser.choose("s", "2").await;
        let says = if scripts == Scripts::On {
            "scripts on"
        } else {
            "scripts off"
        };
        browser.reads(says).await;
        browser.picture("form").await;
        browser.quit().await;
    }
}
