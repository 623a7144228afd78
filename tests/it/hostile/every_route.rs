//! Does every route withstand every attack? The routes are read from the router: a new one is attacked with the others.

use harness::on_both;
use infra::database::Kind;

use super::attack::{attack, survive};
use super::routes::Route;
use super::scene::Scene;
use super::{addresses, bodies, fields, forms, heads};

on_both!(
    first_lines,
    conditions_and_tokens,
    bodies_that_are_none,
    every_field_of_every_body,
    every_field_of_every_form,
    odd_texts_in_the_forms_of_a_ticket,
    odd_texts_in_the_other_forms,
);

async fn first_lines(on: Kind) {
    let scene = Scene::set(on).await;
    scene.holds_what_is_described();
    attack(&scene, &scene.routes(), |scene, route| {
        let mut all = addresses::methods(scene, route);
        all.extend(addresses::queries(scene, route));
        all.extend(addresses::paths(scene, route));
        all
    })
    .await;
}

/// Whatever the database is: nothing of a header is stored.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers() {
    let scene = Scene::set(Kind::Sqlite).await;
    attack(&scene, &scene.routes(), |scene, route| {
        let mut all = heads::ignored(scene, route);
        all.extend(heads::impossible(scene, route));
        all
    })
    .await;
}

async fn conditions_and_tokens(on: Kind) {
    let scene = Scene::set(on).await;
    attack(&scene, &scene.routes(), |scene, route| {
        let mut all = heads::conditions(scene, route);
        all.extend(heads::tokens(scene, route));
        all
    })
    .await;
}

async fn bodies_that_are_none(on: Kind) {
    let scene = Scene::set(on).await;
    attack(&scene, &scene.routes(), bodies::attacks).await;
}

/// Whatever the database is: such a body does not come that far.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_are_too_large() {
    let scene = Scene::set(Kind::Sqlite).await;
    attack(&scene, &scene.routes(), bodies::large).await;
}

async fn every_field_of_every_body(on: Kind) {
    let scene = Scene::set(on).await;
    attack(&scene, &scene.routes(), fields::attacks).await;
}

async fn every_field_of_every_form(on: Kind) {
    let scene = Scene::set(on).await;
    let forms = forms::shown(&scene).await;
    attack(&scene, &scene.forms(), |scene, route| {
        forms::attacks(scene, route, &forms)
    })
    .await;
}

async fn odd_texts_in_the_forms_of_a_ticket(on: Kind) {
    odd_texts(on, |route| route.path.starts_with("/tickets/{id}")).await;
}

async fn odd_texts_in_the_other_forms(on: Kind) {
    odd_texts(on, |route| !route.path.starts_with("/tickets/{id}")).await;
}

async fn odd_texts(on: Kind, among: fn(&Route) -> bool) {
    let scene = Scene::set(on).await;
    let shown = forms::shown(&scene).await;
    let mut routes = scene.forms();
    routes.retain(among);
    routes.sort_by_key(forms::ends_something);
    survive(&scene, &routes, |scene, route| {
        forms::odd(scene, route, &shown)
    })
    .await;
}
