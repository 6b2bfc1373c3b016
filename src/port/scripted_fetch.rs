//! Scripted responses in place of a network.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::clock::{Clock, LocalFuture, VirtualClock};
use super::fetch::{Body, Fetch, FetchError, Head};

/// Answers each request from a script, and records it.
///
/// A range request has the address `URL bytes=FIRST-LAST`, in the script as in the record. An address that is not in the
/// script is [`Answer::Unreachable`].
#[derive(Debug, Default)]
pub struct ScriptedFetch {
    clock: VirtualClock,
    answers: RefCell<BTreeMap<String, VecDeque<Answer>>>,
    requests: RefCell<Vec<String>>,
    /// Each body that is being read holds a clone.
    connections: Rc<()>,
}

/// What a request gets.
#[derive(Clone, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "tests make few of them, and the sizes differ between targets"
)]
pub enum Answer {
    /// The request fails.
    Unreachable,
    /// No response ever begins.
    Silent,
    /// A response begins.
    Response(Response),
}

/// A response, piece by piece.
#[derive(Clone, Debug)]
pub struct Response {
    pub(super) head: Head,
    pub(super) delay: u32,
    pub(super) steps: VecDeque<Step>,
}

/// A step of a response's body.
#[derive(Clone, Debug)]
pub enum Step {
    /// These bytes come.
    Bytes(Vec<u8>),
    /// Nothing comes for so many milliseconds.
    Wait(u32),
    /// Nothing ever comes again.
    Stall,
    /// The connection breaks.
    Break,
}

impl ScriptedFetch {
    /// Makes an empty script whose delays pass on a clock.
    pub fn new(clock: &VirtualClock) -> Self {
        Self {
            clock: clock.clone(),
            ..Self::default()
        }
    }

    /// Sets the answer of an address, in the place of all before.
    pub fn answer(&self, url: &str, answer: impl Into<Answer>) -> &Self {
        self.answers.borrow_mut().remove(url);
        self.then(url, answer)
    }

    /// Adds an answer for a later request of the same address; the last one is given again and again.
    pub fn then(&self, url: &str, answer: impl Into<Answer>) -> &Self {
        let mut answers = self.answers.borrow_mut();
        let queue = answers.entry(url.to_owned()).or_default();
        queue.push_back(answer.into());
        self
    }

    /// Returns the addresses that were requested since the last call, in order.
    pub fn take_requests(&self) -> Vec<String> {
        self.requests.take()
    }

    /// Returns the number of responses that are held open.
    pub fn open_connections(&self) -> usize {
        Rc::strong_count(&self.connections) - 1
    }

    fn next_answer(&self, url: &str) -> Answer {
        match self.answers.borrow_mut().get_mut(url) {
            Some(queue) if queue.len() > 1 => queue.pop_front(),
            Some(queue) => queue.front().cloned(),
            None => None,
        }
        .unwrap_or(Answer::Unreachable)
    }
}

impl From<Response> for Answer {
    fn from(response: Response) -> Self {
        Self::Response(response)
    }
}

impl Response {
    /// Makes a response that comes at once and in one piece, and announces its length.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let head = Head {
            status,
            content_type: Some(content_type.to_owned()),
            content_length: Some(body.len() as u64),
            ..Head::default()
        };
        let steps = VecDeque::from([Step::Bytes(body)]);
        Self {
            head,
            delay: 0,
            steps,
        }
    }

    /// Makes a web page.
    pub fn html(body: &str) -> Self {
        Self::new(200, "text/html", body)
    }

    /// Makes a status without a body.
    pub fn status(status: u16) -> Self {
        Self::new(status, "text/html", "")
    }

    /// Adds the header `Retry-After`, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.head.retry_after = Some(seconds);
        self
    }

    /// Makes the response come from another address, after a redirect.
    #[must_use]
    pub fn redirected_to(mut self, url: &str) -> Self {
        url.clone_into(&mut self.head.url);
        self
    }

    /// Sets or removes the length that is announced.
    #[must_use]
    pub fn announcing(mut self, bytes: Option<u64>) -> Self {
        self.head.content_length = bytes;
        self
    }

    /// Makes it the part of a file of `total` bytes that begins with the byte `first`, counted from 0.
    #[must_use]
    pub fn part(mut self, first: usize, total: usize) -> Self {
        self.head.status = 206;
        let last = total.saturating_sub(1);
        self.head.content_range = Some(format!("bytes {first}-{last}/{total}"));
        self
    }

    /// Adds the header `ETag`.
    #[must_use]
    pub fn etag(mut self, etag: &str) -> Self {
        self.head.etag = Some(etag.to_owned());
        self
    }

    /// Hides all headers but those that a page of another site may read.
    #[must_use]
    pub fn across_sites(mut self) -> Self {
        self.head.content_range = None;
        self.head.content_encoding = None;
        self.head.etag = None;
        self.head.retry_after = None;
        self
    }

    /// Adds the header `Content-Encoding`.
    #[must_use]
    pub fn encoding(mut self, encoding: &str) -> Self {
        self.head.content_encoding = Some(encoding.to_owned());
        self
    }

    /// Lets the response begin after so many milliseconds.
    #[must_use]
    pub fn after(mut self, milliseconds: u32) -> Self {
        self.delay = milliseconds;
        self
    }

    /// Cuts the body into chunks of at most so many bytes.
    #[must_use]
    pub fn chunks(mut self, bytes: usize) -> Self {
        let mut steps = VecDeque::new();
        for step in self.steps {
            match step {
                Step::Bytes(body) => {
                    steps.extend(body.chunks(bytes).map(|chunk| Step::Bytes(chunk.to_vec())));
                }
                other => steps.push_back(other),
            }
        }
        self.steps = steps;
        self
    }

    /// Replaces the body by these steps.
    #[must_use]
    pub fn steps(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.steps = steps.into_iter().collect();
        self
    }

    /// Ends the body after so many bytes, as if it were complete.
    #[must_use]
    pub fn end_after(mut self, bytes: usize) -> Self {
        let mut left = bytes;
        self.steps.retain_mut(|step| {
            if let Step::Bytes(body) = step {
                body.truncate(left);
                left -= body.len();
            }
            !matches!(step, Step::Bytes(body) if body.is_empty())
        });
        self
    }

    /// Lets the body stall after so many bytes.
    #[must_use]
    pub fn stall_after(self, bytes: usize) -> Self {
        let mut cut = self.end_after(bytes);
        cut.steps.push_back(Step::Stall);
        cut
    }

    /// Lets the connection break after so many bytes of the body.
    #[must_use]
    pub fn break_after(self, bytes: usize) -> Self {
        let mut cut = self.end_after(bytes);
        cut.steps.push_back(Step::Break);
        cut
    }
}

struct ScriptedBody {
    response: Response,
    clock: VirtualClock,
    received: u64,
    _connection: Rc<()>,
}

impl Fetch for ScriptedFetch {
    fn get(&self, url: &str) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
        self.requests.borrow_mut().push(url.to_owned());
        let mut response = match self.next_answer(url) {
            Answer::Unreachable => {
                return Box::pin(std::future::ready(Err(FetchError::Unreachable)));
            }
            Answer::Silent => return Box::pin(std::future::pending()),
            Answer::Response(response) => response,
        };
        if response.head.url.is_empty() {
            url.clone_into(&mut response.head.url);
        }
        let clock = self.clock.clone();
        let connection = self.connections.clone();
        Box::pin(async move {
            clock.sleep(response.delay).await;
            let body: Box<dyn Body> = Box::new(ScriptedBody {
                response,
                clock,
                received: 0,
                _connection: connection,
            });
            Ok(body)
        })
    }

    fn get_range(
        &self,
        url: &str,
        first: u64,
        last: u64,
    ) -> LocalFuture<'static, Result<Box<dyn Body>, FetchError>> {
        self.get(&format!("{url} bytes={first}-{last}"))
    }
}

impl Body for ScriptedBody {
    fn head(&self) -> &Head {
        &self.response.head
    }

    fn next_chunk(&mut self) -> LocalFuture<'_, Result<Option<Vec<u8>>, FetchError>> {
        Box::pin(async move {
            loop {
                match self.response.steps.pop_front() {
                    None => return Ok(None),
                    Some(Step::Bytes(bytes)) if bytes.is_empty() => {}
                    Some(Step::Bytes(bytes)) => {
                        self.received += bytes.len() as u64;
                        return Ok(Some(bytes));
                    }
                    Some(Step::Wait(milliseconds)) => self.clock.sleep(milliseconds).await,
                    Some(Step::Stall) => std::future::pending().await,
                    Some(Step::Break) => {
                        let got = self.received;
                        return Err(FetchError::Broken { got });
                    }
                }
            }
        })
    }
}
